#include "occam/training/trainer.h"

#include <algorithm>
#include <exception>

#include "occam/data/split.h"
#include "occam/layers/scope.h"
#include "occam/optimizers/update.h"
#include "occam/training/fit_checkpoints.h"
#include "occam/training/log_reader.h"
#include "occam/training/member_run.h"
#include "occam/training/pass.h"

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

std::int64_t batches_of(const Samples& samples, std::int64_t batch) {
  return (samples.size() + batch - 1) / batch;
}

/// Adds up the logs of these members over the samples.
void test(Program& program, LogReader& reader, std::span<const Samples> samples, std::int64_t batch,
          const std::vector<int>& members) {
  reader.reset(members);
  run_pass(program, Mode::kTest, samples, batch, members, false,
           [](std::int64_t, std::int64_t) { return true; });
}

/// The same, and the callbacks are told. `runs` has one a member of the program. `measure(m)` is
/// called while a member is as it was tested.
template <class Measure>
void test(Program& program, LogReader& reader, std::span<const Samples> samples, std::int64_t batch,
          const std::vector<int>& members, std::vector<MemberRun>& runs, Measure measure) {
  tell(runs, members, [](MemberRun& run, int) { run.test_begin(); });
  Logs logs;
  const bool watched = std::any_of(members.begin(), members.end(), [&](int m) {
    return runs[static_cast<std::size_t>(m)].wants_test_batches();
  });
  if (watched) {
    reader.reset(members);
    const auto after = [&](std::int64_t step, std::int64_t seen) {
      tell(runs, members, [&](MemberRun& run, int m) {
        reader.read(m, seen, Prefix::kNone, logs);
        run.test_batch_end(step, logs);
      });
      return true;
    };
    run_pass(program, Mode::kTest, samples, batch, members, true, after, [&](std::int64_t step) {
      tell(runs, members, [&](MemberRun& run, int) { run.test_batch_begin(step); });
    });
  } else {
    test(program, reader, samples, batch, members);
  }
  for (const int m : members) measure(m);
  tell(runs, members, [&](MemberRun& run, int m) {
    reader.read(m, samples_of(samples, m).size(), Prefix::kNone, logs);
    run.test_end(logs);
  });
}

/// A fit of all members. Each goes through the events of its solo run in their order; what several
/// are told at the same time they are told in the order of their numbers.
class Fit {
 public:
  Fit(Program& program, TrainingData data, const FitOptions& options, CheckpointFiles& files)
      : program_(program),
        data_(std::move(data)),
        options_(options),
        reader_(program),
        checkpoints_(program, data_, options, files) {
    for (const Samples& samples : data_.train) orders_.push_back(samples.rows);
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
      const Samples& train = train_of(static_cast<int>(m));
      facts.steps = batches_of(train, batch_of(train.size()));
      facts.validates = validation_of(static_cast<int>(m)).size() > 0;
      runs_.emplace_back("fit", program_, options_.callbacks, facts, m);
      runs_.back().validate();
      wants_batches_ = wants_batches_ || runs_.back().wants_batches();
      active_.push_back(static_cast<int>(m));
    }
    logs_.resize(runs_.size());
  }

  std::vector<History> run() {
    checkpoints_.go_on(runs_);
    tell(active_, [](MemberRun& run, int) { run.train_begin(); });
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
  const Samples& train_of(int member) const { return samples_of(data_.train, member); }
  const Samples& validation_of(int member) const { return samples_of(data_.validation, member); }
  std::int64_t batch_of(std::int64_t rows) const {
    return std::min<std::int64_t>(options_.batch_size, rows);
  }
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
    if (run_of(a).progress().steps != run_of(b).progress().steps) return false;
    if (data_.train.size() > 1) {
      return train_of(a).size() == train_of(b).size() &&
             validation_of(a).size() == validation_of(b).size();
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

  void train_epoch(std::vector<int>& group, std::int64_t epoch) {
    const std::int64_t done = run_of(group[0]).progress().steps;  // of a fit that goes on
    if (options_.shuffle) {
      for (const int m : group) {
        const std::size_t own = data_.train.size() == 1 ? 0 : static_cast<std::size_t>(m);
        data_.train[own].rows = orders_[own];
        data::shuffle({program_.data_seed(m), data::kShuffleStream},
                      program_.epochs_trained(m) - (done > 0 ? 1 : 0), data_.train[own].rows);
        if (data_.train.size() == 1) break;  // all of the group see the same order
      }
    }
    const std::int64_t rows = train_of(group[0]).size(), batch = batch_of(rows);
    if (done == 0) {
      for (const int m : group) ++program_.epochs_trained(m);
      reader_.reset(group);
    } else if (!leave_stopped(group, epoch, std::min(done * batch, rows))) {
      return;
    }
    // A stop asked for before the first batch comes after it, as in Keras.
    const bool watched = wants_batches_ || !stopped_of(group).empty();
    const auto after_step = [&](std::int64_t step, std::int64_t seen) {
      return !watched || end_step(group, epoch, step, seen);
    };
    const auto before_step = [&](std::int64_t step) {
      if (!wants_batches_) return;
      tell(group, [&](MemberRun& run, int) { run.batch_begin(step); });
    };
    run_pass(program_, Mode::kTrain, data_.train, batch, group, watched, after_step, before_step,
             done);
    end_epoch(group, epoch, rows);
  }

  /// Tells the callbacks of a batch; those that stop leave the group. False when none is left.
  bool end_step(std::vector<int>& group, std::int64_t epoch, std::int64_t step, std::int64_t seen) {
    tell(group, [&](MemberRun& run, int m) {
      run.step_end(step);
      if (!run.wants_batches()) return;
      reader_.read(m, seen, Prefix::kNone, batch_logs_);
      run.batch_end(step, batch_logs_);
    });
    return leave_stopped(group, epoch, seen);
  }

  /// Those that a step has stopped end their epoch there, unless it was the last. False when none
  /// is left.
  bool leave_stopped(std::vector<int>& group, std::int64_t epoch, std::int64_t seen) {
    if (seen == train_of(group[0]).size()) return true;
    const std::vector<int> stopped = stopped_of(group);
    if (stopped.empty()) return true;
    std::erase_if(group, [&](int m) { return run_of(m).stop_requested(); });
    end_epoch(stopped, epoch, seen);
    return !group.empty();
  }

  std::vector<int> stopped_of(const std::vector<int>& members) {
    std::vector<int> stopped;
    for (const int m : members) {
      if (run_of(m).stop_requested()) stopped.push_back(m);
    }
    return stopped;
  }

  /// The end of an epoch in which these members have seen so many samples; of the training too for
  /// those that stop.
  void end_epoch(const std::vector<int>& members, std::int64_t epoch, std::int64_t seen) {
    if (members.empty()) return;
    for (const int m : members) {
      logs_of(m) = Logs();  // what callbacks added to those of the epoch before is theirs
      reader_.read(m, seen, Prefix::kNone, logs_of(m));
    }
    if (refreshes_statistics(program_.layout(), options_)) refresh_statistics(members);
    const std::int64_t train_rows = train_of(members[0]).size(), batch = batch_of(train_rows);
    if (options_.evaluate_training) {
      test(program_, reader_, data_.train, batch, members);
      for (const int m : members) reader_.read(m, train_rows, Prefix::kTraining, logs_of(m));
    }
    if (const std::int64_t rows = validation_of(members[0]).size(); rows > 0) {
      test(program_, reader_, data_.validation, batch, members, runs_, [&](int m) {
        if (!options_.calibrated_loss) return;
        logs_of(m).set("val_" + std::string(kCalibratedLoss),
                       program_.calibrated_loss(validation_of(m), batch, m));
      });
      for (const int m : members) reader_.read(m, rows, Prefix::kValidation, logs_of(m));
    }
    tell(members, [&](MemberRun& run, int m) { run.epoch_end(epoch, logs_of(m)); });
    const std::vector<int> stopped = stopped_of(members);
    std::erase_if(active_, [&](int m) {
      return std::find(stopped.begin(), stopped.end(), m) != stopped.end();
    });
    end_training(stopped);
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
    run_pass(program_, Mode::kStatistics, data_.train, batch_of(train_of(members[0]).size()),
             members, false, [](std::int64_t, std::int64_t) { return true; });
  }

  Program& program_;
  TrainingData data_;
  const FitOptions& options_;
  LogReader reader_;
  std::vector<std::vector<std::int64_t>> orders_;  ///< of data_.train before any shuffle
  std::vector<MemberRun> runs_;
  std::vector<int> active_;
  std::vector<std::vector<int>> groups_;
  FitCheckpoints checkpoints_;
  bool wants_batches_ = false;
  std::vector<Logs> logs_;  ///< of the epoch, one a member
  Logs batch_logs_;
};

/// Sizes of the batches that so many rows come in.
void add_plans(Mode mode, const SampleCount& samples, std::int64_t batch,
               std::vector<PlanKey>& plans) {
  const std::int64_t rows = samples.rows;
  if (rows >= batch) plans.push_back({mode, batch, samples.weighted});
  if (rows % batch > 0) plans.push_back({mode, rows % batch, samples.weighted});
}

}  // namespace

SampleCount count_of(const Samples& samples) { return {samples.size(), samples.weighted}; }

bool refreshes_statistics(const runtime::StateLayout& layout, const FitOptions& options) {
  return options.refresh_statistics && layout.find(layers::kSamplesSeen).has_value();
}

bool refreshes_for_means(const runtime::StateLayout& layout, const FitOptions& options) {
  if (!layout.find(layers::kSamplesSeen)) return false;
  if (layout.find(kMeansNeedStatistics)) return true;
  return options.refresh_statistics &&
         std::ranges::any_of(layout.variables(), [](const runtime::Variable& variable) {
           return variable.role == runtime::Role::kAverage;
         });
}

std::vector<PlanKey> plans_of_fit(const runtime::StateLayout& layout, const SampleCount& train,
                                  const SampleCount& validation, const FitOptions& options) {
  std::vector<PlanKey> plans;
  if (options.initial_epoch >= options.epochs) return plans;
  const std::int64_t batch = std::min<std::int64_t>(options.batch_size, train.rows);
  add_plans(Mode::kTrain, train, batch, plans);
  if (refreshes_statistics(layout, options) || refreshes_for_means(layout, options))
    add_plans(Mode::kStatistics, train, batch, plans);
  if (options.evaluate_training) add_plans(Mode::kTest, train, batch, plans);
  add_plans(Mode::kTest, validation, batch, plans);
  if (options.calibrated_loss) add_plans(Mode::kLogits, {validation.rows, false}, batch, plans);
  return plans;
}

std::vector<PlanKey> plans_of_evaluation(const SampleCount& samples, std::int64_t batch_size) {
  std::vector<PlanKey> plans;
  add_plans(Mode::kTest, samples, batch_size, plans);
  return plans;
}

std::vector<History> fit(Program& program, TrainingData data, const FitOptions& options,
                         CheckpointFiles& files) {
  return Fit(program, std::move(data), options, files).run();
}

std::vector<Logs> evaluate(Program& program, const Samples& samples, std::int64_t batch_size,
                           const std::vector<int>& members,
                           const std::vector<callbacks::Callback>& callbacks) {
  LogReader reader(program);
  std::vector<MemberRun> runs;
  const RunFacts facts{.steps = batches_of(samples, batch_size), .more_logs = {}};
  for (std::int64_t m = 0; m < program.state().models(); ++m)
    runs.emplace_back("evaluate", program, callbacks, facts, m);
  test(program, reader, {&samples, 1}, batch_size, members, runs, [](int) {});
  std::vector<Logs> result(members.size());
  for (std::size_t i = 0; i < members.size(); ++i)
    reader.read(members[i], samples.size(), Prefix::kNone, result[i]);
  return result;
}

}  // namespace occam::training
