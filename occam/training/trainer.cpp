#include "occam/training/trainer.h"

#include <algorithm>
#include <exception>

#include "occam/data/split.h"
#include "occam/layers/scope.h"
#include "occam/training/log_reader.h"
#include "occam/training/member_run.h"
#include "occam/training/pass.h"

namespace occam::training {
namespace {

using callbacks::History;
using callbacks::Logs;
using Prefix = LogReader::Prefix;

/// Adds up the logs of these members over the samples.
void test(Program& program, LogReader& reader, std::span<const Samples> samples, std::int64_t batch,
          const std::vector<int>& members) {
  reader.reset(members);
  run_pass(program, Mode::kTest, samples, batch, members, false,
           [](std::int64_t, std::int64_t) { return true; });
}

/// A fit of all members. Each goes through the events of its solo run in their order; what several
/// are told at the same time they are told in the order of their numbers.
class Fit {
 public:
  Fit(Program& program, TrainingData data, const FitOptions& options)
      : program_(program), data_(std::move(data)), options_(options), reader_(program) {
    for (const Samples& samples : data_.train) orders_.push_back(samples.rows);
    for (std::int64_t m = 0; m < program_.state().models(); ++m) {
      const std::int64_t rows = train_of(static_cast<int>(m)).size();
      const std::int64_t batch = batch_of(rows);
      const RunFacts facts{(rows + batch - 1) / batch,
                           validation_of(static_cast<int>(m)).size() > 0,
                           data_.silent ? 0 : options_.verbose};
      runs_.emplace_back(program_, options_, facts, m);
      wants_batches_ = wants_batches_ || runs_.back().wants_batches();
      active_.push_back(static_cast<int>(m));
    }
    logs_.resize(runs_.size());
  }

  std::vector<History> run() {
    tell(active_, [](MemberRun& run, int) { run.train_begin(); });
    for (std::int64_t epoch = options_.initial_epoch; epoch < options_.epochs && !active_.empty();
         ++epoch) {
      tell(active_, [&](MemberRun& run, int) { run.epoch_begin(epoch); });
      group_members();
      for (std::vector<int>& group : groups_) {
        if (!group.empty()) train_epoch(group, epoch);
      }
    }
    tell(active_, [](MemberRun& run, int) { run.train_end(); });
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

  /// An exception of a callback goes on once all have been told, so that none is an event ahead.
  template <class Event>
  void tell(const std::vector<int>& members, Event event) {
    std::exception_ptr error;
    for (const int m : members) {
      try {
        event(run_of(m), m);
      } catch (...) {
        if (!error) error = std::current_exception();
      }
    }
    if (error) std::rethrow_exception(error);
  }

  /// Can these two go through an epoch together? Members that share the rows can when they see them
  /// in the same order: not those of other data seeds, or whose earlier trainings were of different
  /// lengths. Members with rows of their own can when they have equally many.
  bool go_together(int a, int b) const {
    if (data_.train.size() > 1) {
      return train_of(a).size() == train_of(b).size() &&
             validation_of(a).size() == validation_of(b).size();
    }
    return !options_.shuffle || (program_.epochs_trained(a) == program_.epochs_trained(b) &&
                                 program_.data_seed(a) == program_.data_seed(b));
  }

  /// Puts the active members together that can go through the epoch so. Groups keep their memory.
  void group_members() {
    for (std::vector<int>& group : groups_) group.clear();
    for (const int m : active_) {
      const auto fits = [&](const std::vector<int>& group) {
        return group.empty() || go_together(group[0], m);
      };
      auto group = std::find_if(groups_.begin(), groups_.end(), fits);
      if (group == groups_.end()) group = groups_.emplace(group);
      group->push_back(m);
    }
  }

  void train_epoch(std::vector<int>& group, std::int64_t epoch) {
    if (options_.shuffle) {
      for (const int m : group) {
        const std::size_t own = data_.train.size() == 1 ? 0 : static_cast<std::size_t>(m);
        data_.train[own].rows = orders_[own];
        data::shuffle({program_.data_seed(m), data::kShuffleStream}, program_.epochs_trained(m),
                      data_.train[own].rows);
        if (data_.train.size() == 1) break;  // all of the group see the same order
      }
    }
    const std::int64_t rows = train_of(group[0]).size();
    for (const int m : group) ++program_.epochs_trained(m);
    reader_.reset(group);
    // A stop asked for before the first batch comes after it, as in Keras.
    const bool watched = wants_batches_ || !stopped_of(group).empty();
    const auto after_step = [&](std::int64_t step, std::int64_t seen) {
      return !watched || end_step(group, epoch, step, seen);
    };
    run_pass(program_, Mode::kTrain, data_.train, batch_of(rows), group, watched, after_step);
    end_epoch(group, epoch, rows);
  }

  /// Tells the callbacks of a batch; those that stop leave the group. False when none is left.
  bool end_step(std::vector<int>& group, std::int64_t epoch, std::int64_t step, std::int64_t seen) {
    tell(group, [&](MemberRun& run, int m) {
      if (!run.wants_batches()) return;
      reader_.read(m, seen, Prefix::kNone, batch_logs_);
      run.batch_end(step, batch_logs_);
    });
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
    for (const int m : members) reader_.read(m, seen, Prefix::kNone, logs_of(m));
    if (refreshes_statistics(program_.layout(), options_)) refresh_statistics(members);
    if (const std::int64_t rows = validation_of(members[0]).size(); rows > 0) {
      test(program_, reader_, data_.validation, batch_of(train_of(members[0]).size()), members);
      for (const int m : members) reader_.read(m, rows, Prefix::kValidation, logs_of(m));
    }
    tell(members, [&](MemberRun& run, int m) { run.epoch_end(epoch, logs_of(m)); });
    const std::vector<int> stopped = stopped_of(members);
    std::erase_if(active_, [&](int m) {
      return std::find(stopped.begin(), stopped.end(), m) != stopped.end();
    });
    tell(stopped, [](MemberRun& run, int) { run.train_end(); });
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

std::vector<PlanKey> plans_of_fit(const runtime::StateLayout& layout, const SampleCount& train,
                                  const SampleCount& validation, const FitOptions& options) {
  std::vector<PlanKey> plans;
  if (options.initial_epoch >= options.epochs) return plans;
  const std::int64_t batch = std::min<std::int64_t>(options.batch_size, train.rows);
  add_plans(Mode::kTrain, train, batch, plans);
  if (refreshes_statistics(layout, options)) add_plans(Mode::kStatistics, train, batch, plans);
  add_plans(Mode::kTest, validation, batch, plans);
  return plans;
}

std::vector<PlanKey> plans_of_evaluation(const SampleCount& samples, std::int64_t batch_size) {
  std::vector<PlanKey> plans;
  add_plans(Mode::kTest, samples, batch_size, plans);
  return plans;
}

std::vector<History> fit(Program& program, TrainingData data, const FitOptions& options) {
  return Fit(program, std::move(data), options).run();
}

std::vector<Logs> evaluate(Program& program, const Samples& samples, std::int64_t batch_size,
                           const std::vector<int>& members) {
  LogReader reader(program);
  test(program, reader, {&samples, 1}, batch_size, members);
  std::vector<Logs> result(members.size());
  for (std::size_t i = 0; i < members.size(); ++i)
    reader.read(members[i], samples.size(), Prefix::kNone, result[i]);
  return result;
}

}  // namespace occam::training
