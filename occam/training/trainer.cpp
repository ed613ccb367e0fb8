#include "occam/training/trainer.h"

#include <algorithm>
#include <exception>
#include <optional>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/data/split.h"
#include "occam/layers/scope.h"
#include "occam/training/fit_checkpoints.h"
#include "occam/training/log_reader.h"
#include "occam/training/member_run.h"
#include "occam/training/turn_watch.h"

namespace occam::training {
namespace {

using callbacks::History;
using callbacks::Logs;
using Prefix = LogReader::Prefix;

/// An exception of a callback goes on once all have been told, so that none is an event ahead.
template <class Event>
void tell(std::vector<MemberRun>& runs, const std::vector<int>& members, Event event) {
  std::exception_ptr error;
  for (const int m : members) {
    try {
      event(runs[static_cast<std::size_t>(m)], m);
    } catch (...) {
      if (!error) error = std::current_exception();
    }
  }
  if (error) std::rethrow_exception(error);
}

/// Where `most` steps were asked for and the data had fewer.
std::string ran_out(std::string_view what, const Passed& passed, std::int64_t most) {
  return std::string(what) + " ran out of data after " + std::to_string(passed.steps) + " of " +
         std::to_string(most) + " steps";
}

/// Adds up the logs of these members over the samples of so many steps, and the callbacks are told.
/// `runs` has one a member of the program. `measure(m, passed)` is called while a member is as it
/// was tested. `may_stop`: a callback that asks for it ends the pass; in a fit it ends that alone.
template <class Measure>
Passed test(Program& program, LogReader& reader, const BatchStream& data, std::int64_t steps,
            const std::vector<int>& members, std::vector<MemberRun>& runs, bool may_stop,
            Measure measure) {
  tell(runs, members, [](MemberRun& run, int) { run.test_begin(); });
  Logs logs;
  const bool watched = std::any_of(members.begin(), members.end(), [&](int m) {
    return runs[static_cast<std::size_t>(m)].wants_test_batches();
  });
  const auto is_over = [&] {
    return may_stop && std::all_of(members.begin(), members.end(), [&](int m) {
             return runs[static_cast<std::size_t>(m)].stop_requested();
           });
  };
  reader.reset(members);
  const auto after = [&](std::int64_t step, std::int64_t seen) {
    turn_done();
    if (!watched) return true;
    tell(runs, members, [&](MemberRun& run, int m) {
      reader.read(m, seen, Prefix::kNone, logs);
      run.test_batch_end(step, logs);
    });
    return !is_over();
  };
  const auto before = [&](std::int64_t step) {
    if (watched) tell(runs, members, [&](MemberRun& run, int) { run.test_batch_begin(step); });
  };
  const Passed passed =
      data.run(program, Mode::kTest, members, watched, after, before, {.most = steps});
  for (const int m : members) measure(m, passed);
  tell(runs, members, [&](MemberRun& run, int m) {
    reader.read(m, passed.seen, Prefix::kNone, logs);
    run.test_end(logs);
  });
  return passed;
}

/// A fit of all members. Each goes through the events of its solo run in their order; what several
/// are told at the same time they are told in the order of their numbers.
class Fit {
 public:
  Fit(Program& program, TrainingData data, const FitOptions& options, CheckpointFiles& files)
      : program_(program),
        data_(std::move(data)),
        options_(options),
        most_(options.steps_per_epoch),
        reader_(program),
        checkpoints_(program, data_, options, files) {
    for (const Samples& samples : data_.train.samples) orders_.push_back(samples.rows);
    shuffled_.resize(orders_.size());
    RunFacts facts{.epochs = options_.epochs,
                   .verbose = data_.silent ? 0 : options_.verbose,
                   .more_logs = {},
                   .initial_epoch = options_.initial_epoch,
                   .resumed = checkpoints_.resumes(),
                   .files = &files};
    if (options_.evaluate_training) {
      for (const LogSource& log : program_.logs()) {
        if (!log.of_weights) facts.more_logs.push_back("train_" + log.name);
      }
    }
    if (options_.calibrated_loss) facts.more_logs.push_back("val_" + std::string(kCalibratedLoss));
    for (std::int64_t m = 0; m < program_.state().models(); ++m) {
      facts.steps = most_ > 0 ? most_ : data_.train.batches(static_cast<int>(m));
      facts.validates = !data_.validation.empty();
      runs_.emplace_back("fit", program_, options_.callbacks, facts, m);
      runs_.back().validate();
      wants_batches_ = wants_batches_ || runs_.back().wants_batches();
      active_.push_back(static_cast<int>(m));
    }
    logs_.resize(runs_.size());
  }

  std::vector<History> run() {
    checkpoints_.go_on(runs_);
    for (const int m : active_) program_.adapt_penalties(m, 0);
    training::tell(runs_, active_, [](MemberRun& run, int) { run.train_begin(); });
    checkpoints_.give_back();
    checkpoints_.write_asked(runs_);
    leave_out_ended();
    for (std::int64_t epoch = first_epoch(); epoch < options_.epochs && !active_.empty(); ++epoch) {
      tell(active_, [&](MemberRun& run, int) {
        if (run.progress().epoch == epoch && !run.progress().epoch_begun) run.epoch_begin(epoch);
      });
      group_members(epoch);
      for (std::vector<int>& group : groups_) {
        if (!group.empty()) train_epoch(group, epoch);
      }
    }
    end_training(active_);
    checkpoints_.discard(runs_);
    std::vector<History> histories;
    for (MemberRun& run : runs_) histories.push_back(run.take_history());
    return histories;
  }

 private:
  MemberRun& run_of(int member) { return runs_[static_cast<std::size_t>(member)]; }
  Logs& logs_of(int member) { return logs_[static_cast<std::size_t>(member)]; }

  /// Of a fit that goes on: members that have finished, and those that only have to be told so.
  void leave_out_ended() {
    std::vector<int> stopped;
    std::erase_if(active_, [&](int m) {
      if (!run_of(m).progress().finished && run_of(m).stopped_by_epoch()) stopped.push_back(m);
      return run_of(m).progress().finished || run_of(m).stopped_by_epoch();
    });
    end_training(stopped);
  }

  /// Members of a fit that goes on may be an epoch ahead of others.
  std::int64_t first_epoch() {
    std::int64_t epoch = options_.epochs;
    for (const int m : active_) epoch = std::min(epoch, run_of(m).progress().epoch);
    return epoch;
  }

  /// Then comes what the callbacks have asked to be saved: all of it is of one moment.
  template <class Event>
  void tell(const std::vector<int>& members, Event event) {
    training::tell(runs_, members, event);
    checkpoints_.write_asked(runs_);
  }

  /// Can these two go through an epoch together? Members that share the rows can when they see them
  /// in the same order: not those of other data seeds, or whose earlier trainings were of different
  /// lengths. Members with rows of their own can when they have equally many. A fit that goes on
  /// may have been left between two groups.
  bool go_together(int a, int b) {
    const Progress &one = run_of(a).progress(), &other = run_of(b).progress();
    if (one.steps != other.steps || one.position != other.position ||
        one.pass_begun != other.pass_begun || one.batch_begun != other.batch_begun)
      return false;
    if (data_.train.source) return true;
    if (data_.train.samples.size() > 1) {
      return data_.train.of(a).size() == data_.train.of(b).size() &&
             data_.validation.count(a).rows == data_.validation.count(b).rows;
    }
    return !options_.shuffle || (program_.epochs_trained(a) == program_.epochs_trained(b) &&
                                 program_.data_seed(a) == program_.data_seed(b));
  }

  /// Puts the active members of the epoch together that can go through it so. Groups keep their
  /// memory.
  void group_members(std::int64_t epoch) {
    for (std::vector<int>& group : groups_) group.clear();
    for (const int m : active_) {
      if (run_of(m).progress().epoch != epoch) continue;
      const auto fits = [&](const std::vector<int>& group) {
        return group.empty() || go_together(group[0], m);
      };
      auto group = std::find_if(groups_.begin(), groups_.end(), fits);
      if (group == groups_.end()) group = groups_.emplace(group);
      group->push_back(m);
    }
  }

  /// The pass that a member is in, from 0 over all fits.
  std::uint64_t pass_of(int member) { return program_.epochs_trained(member) - 1; }

  /// Puts the rows that these members see into the order of their pass.
  void shuffle(const std::vector<int>& group) {
    if (!options_.shuffle || data_.train.source) return;
    std::vector<Samples>& samples = data_.train.samples;
    for (const int m : group) {
      const std::size_t own = samples.size() == 1 ? 0 : static_cast<std::size_t>(m);
      const std::pair order{program_.data_seed(m), pass_of(m)};
      if (shuffled_[own] != order) {
        samples[own].rows = orders_[own];
        data::shuffle({order.first, data::kShuffleStream}, order.second, samples[own].rows);
        shuffled_[own] = order;
      }
      if (samples.size() == 1) break;  // all of the group see the same order
    }
  }

  void train_epoch(std::vector<int>& group, std::int64_t epoch) {
    const Progress& progress = run_of(group[0]).progress();
    PassRange range{.first = progress.position,
                    .done = progress.steps,  // of a fit that goes on
                    .most = most_};
    if (!progress.pass_begun) {
      if (range.first > 0 && !data_.train.has_more(group[0], pass_of(group[0]), range.first))
        range.first = 0;
      for (const int m : group) run_of(m).pass_begin(range.first);
      reader_.reset(group);
    }
    range.pass = pass_of(group[0]);
    shuffle(group);
    epoch_steps_ = data_.train.source ? 0 : data_.train.batches(group[0]) - range.first;
    if (epoch_steps_ > 0 && most_ > 0) epoch_steps_ = std::min(epoch_steps_, most_);
    if (range.done > 0 && !progress.batch_begun && !stopped_of(group).empty()) {
      if (!leave_stopped(group, epoch, seen_before(group, range))) return;
    }
    // A stop asked for before the first batch comes after it, as in Keras.
    const bool watched = wants_batches_ || !stopped_of(group).empty();
    const auto after_step = [&](std::int64_t step, std::int64_t seen) {
      turn_done();
      return !watched || end_step(group, epoch, {step + 1, seen});
    };
    const auto before_step = [&](std::int64_t step) {
      if (!wants_batches_ || run_of(group[0]).progress().batch_begun) return;
      tell(group, [&](MemberRun& run, int) { run.batch_begin(step); });
    };
    const Passed passed =
        data_.train.run(program_, Mode::kTrain, group, watched, after_step, before_step, range);
    if (passed.steps < range.done) {
      throw InvalidArgument("fit: x ended after " + std::to_string(passed.steps) +
                            " batches of epoch " + std::to_string(epoch + 1) +
                            ". Expected the source of the checkpoint, which gave " +
                            std::to_string(range.done));
    }
    if (passed.steps == 0) {
      throw InvalidArgument("fit: x gave no batch in epoch " + std::to_string(epoch + 1) +
                            ". Expected a source that gives some after every begin_epoch");
    }
    if (group.empty()) return;
    note_end(group, epoch, passed);
    end_epoch(group, epoch, passed);
  }

  /// What a fit that goes on has had of its epoch; a source is read as far, and nothing is run.
  Passed seen_before(const std::vector<int>& group, const PassRange& range) {
    if (!data_.train.source) {
      const SampleCount count = data_.train.count(group[0]);
      const auto rows = [&](std::int64_t steps) {
        return std::min(steps * count.batch, count.rows);
      };
      return {range.done, rows(range.first + range.done) - rows(range.first), false};
    }
    PassRange none = range;
    none.most = range.done;
    return data_.train.run(program_, Mode::kTrain, group, none);
  }

  /// Data that ended before the epoch's steps were done; a sequence that has no more for the next.
  void note_end(const std::vector<int>& group, std::int64_t epoch, const Passed& passed) {
    const bool sequence = data_.train.source && !data_.train.source->restarts();
    const bool is_short = most_ > 0 && passed.steps < most_;
    const bool over = sequence && epoch + 1 < options_.epochs &&
                      (passed.ended || !data_.train.has_more(group[0], 0, 0));
    if (data_.train.source && most_ == 0 && passed.ended) {
      for (const int m : group) run_of(m).set_steps(passed.steps);
    }
    if (over) {
      const std::string reason = is_short ? ran_out("x", passed, most_) : "x ran out of data";
      warn("fit: " + reason + " in epoch " + std::to_string(epoch + 1) + " of " +
           std::to_string(static_cast<long long>(options_.epochs)) +
           ": training ends. Expected a source that gives steps_per_epoch * epochs batches");
      for (const int m : group) run_of(m).control().stop_training(reason);
    } else if (is_short && !std::exchange(warned_, true)) {
      warn("fit: " + ran_out("x", passed, most_) + " in epoch " + std::to_string(epoch + 1) +
           (epoch + 1 < options_.epochs ? ", the next epoch begins at the data's start" : "") +
           ". Expected data for steps_per_epoch * epochs batches");
    }
  }

  /// Tells the callbacks of a batch; those that stop leave the group. False when none is left.
  bool end_step(std::vector<int>& group, std::int64_t epoch, const Passed& passed) {
    tell(group, [&](MemberRun& run, int m) {
      run.step_end(passed.steps - 1);
      if (!run.wants_batches()) return;
      reader_.read(m, passed.seen, Prefix::kNone, batch_logs_);
      run.batch_end(passed.steps - 1, batch_logs_);
    });
    return leave_stopped(group, epoch, passed);
  }

  /// Those that a step has stopped end their epoch there, unless it was the last. False when none
  /// is left.
  bool leave_stopped(std::vector<int>& group, std::int64_t epoch, const Passed& passed) {
    if (passed.steps == epoch_steps_) return true;
    const std::vector<int> stopped = stopped_of(group);
    if (stopped.empty()) return true;
    std::erase_if(group, [&](int m) { return run_of(m).stop_requested(); });
    end_epoch(stopped, epoch, passed);
    return !group.empty();
  }

  std::vector<int> stopped_of(const std::vector<int>& members) {
    std::vector<int> stopped;
    for (const int m : members) {
      if (run_of(m).stop_requested()) stopped.push_back(m);
    }
    return stopped;
  }

  /// The end of an epoch in which these members have had so much; of the training too for those
  /// that stop.
  void end_epoch(const std::vector<int>& members, std::int64_t epoch, const Passed& passed) {
    for (const int m : members) {
      logs_of(m) = Logs();  // what callbacks added to those of the epoch before is theirs
      reader_.read(m, passed.seen, Prefix::kNone, logs_of(m));
    }
    if (refreshes_statistics(program_.layout(), options_)) refresh_statistics(members);
    if (options_.evaluate_training) {
      reader_.reset(members);
      const Passed all = data_.train.run(program_, Mode::kTest, members, whole_pass(members));
      for (const int m : members) reader_.read(m, all.seen, Prefix::kTraining, logs_of(m));
    }
    if (!data_.validation.empty() && options_.validation_freq.validates(epoch)) validate(members);
    for (const int m : members) program_.adapt_penalties(m, passed.steps);
    tell(members, [&](MemberRun& run, int m) {
      const std::int64_t position = run.progress().position + passed.steps;
      run.epoch_end(epoch, logs_of(m), passed.ended ? 0 : position);
    });
    const std::vector<int> stopped = stopped_of(members);
    std::erase_if(active_, [&](int m) {
      return std::find(stopped.begin(), stopped.end(), m) != stopped.end();
    });
    end_training(stopped);
  }

  void validate(const std::vector<int>& members) {
    const std::int64_t steps = options_.validation_steps;
    // A sequence that is over.
    if (!data_.validation.has_more(members[0], 0, 0)) {
      if (!std::exchange(warned_of_validation_, true))
        warn("fit: validation_data ran out of data: no more validations");
      return;
    }
    const Passed all =
        test(program_, reader_, data_.validation, steps, members, runs_, false,
             [&](int m, const Passed& passed) {
               if (options_.calibrated_loss) {
                 logs_of(m).set("val_" + std::string(kCalibratedLoss),
                                program_.calibrated_loss(data_.validation.of(m),
                                                         data_.validation.count(m).batch, m));
               }
               reader_.read(m, passed.seen, Prefix::kValidation, logs_of(m));
             });
    if (all.steps < steps && !std::exchange(warned_of_validation_, true))
      warn("fit: " + ran_out("validation_data", all, steps));
  }

  /// All of the training data, in the order of these members' pass.
  PassRange whole_pass(const std::vector<int>& members) {
    const std::uint64_t passes = program_.epochs_trained(members[0]);
    return {.pass = passes > 0 ? passes - 1 : 0};
  }

  /// Means take the weights' place before the last event, and statistics of theirs with them.
  void end_training(const std::vector<int>& members) {
    tell(members, [](MemberRun& run, int) { run.take_averages(); });
    const bool has_trained = options_.initial_epoch < options_.epochs && !members.empty();
    if (has_trained && refreshes_for_means(program_.layout(), options_))
      refresh_statistics(members);
    tell(members, [](MemberRun& run, int) { run.train_end(); });
  }

  /// Over the training rows in the order of the epoch.
  void refresh_statistics(const std::vector<int>& members) {
    const runtime::Variable& seen =
        program_.layout()[*program_.layout().find(layers::kSamplesSeen)];
    for (const int m : members) program_.state().number(seen, m) = 0;
    data_.train.run(program_, Mode::kStatistics, members, whole_pass(members));
  }

  Program& program_;
  TrainingData data_;
  const FitOptions& options_;
  const std::int64_t most_;  ///< steps an epoch; 0: until the data end
  LogReader reader_;
  std::vector<std::vector<std::int64_t>> orders_;  ///< of data_.train before any shuffle
  /// Of which seed and pass they are in.
  std::vector<std::optional<std::pair<std::uint64_t, std::uint64_t>>> shuffled_;
  std::vector<MemberRun> runs_;
  std::vector<int> active_;
  std::vector<std::vector<int>> groups_;
  FitCheckpoints checkpoints_;
  bool wants_batches_ = false;
  bool warned_ = false, warned_of_validation_ = false;  ///< of data that ran out
  std::int64_t epoch_steps_ = 0;                        ///< of the present epoch; 0: unknown
  std::vector<Logs> logs_;                              ///< of the epoch, one a member
  Logs batch_logs_;
};

}  // namespace

std::vector<History> fit(Program& program, TrainingData data, const FitOptions& options,
                         CheckpointFiles& files) {
  return Fit(program, std::move(data), options, files).run();
}

std::vector<Logs> evaluate(Program& program, const BatchStream& data, std::int64_t steps,
                           const std::vector<int>& members,
                           const std::vector<callbacks::Callback>& callbacks) {
  LogReader reader(program);
  std::vector<MemberRun> runs;
  const RunFacts facts{.steps = steps > 0 ? steps : data.batches(0), .more_logs = {}};
  for (std::int64_t m = 0; m < program.state().models(); ++m)
    runs.emplace_back("evaluate", program, callbacks, facts, m);
  const Passed passed =
      test(program, reader, data, steps, members, runs, true, [](int, const Passed&) {});
  for (MemberRun& run : runs) run.refuse_saves("evaluate");
  if (passed.steps < steps) warn("evaluate: " + ran_out("x", passed, steps));
  std::vector<Logs> result(members.size());
  for (std::size_t i = 0; i < members.size(); ++i)
    reader.read(members[i], passed.seen, Prefix::kNone, result[i]);
  return result;
}

}  // namespace occam::training
