#include "occam/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

#include "occam/base/errors.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/data/split.h"

namespace occam::training {
namespace {

using callbacks::Callback;
using callbacks::History;
using callbacks::Logs;

/// A member's view of the run.
class Control final : public callbacks::TrainingControl {
 public:
  Control(Program& program, const FitOptions& options, std::int64_t steps, bool validates,
          std::int64_t member)
      : program_(program),
        options_(options),
        steps_(steps),
        validates_(validates),
        member_(member) {}

  std::int64_t epochs() const override { return options_.epochs; }
  std::int64_t steps_per_epoch() const override { return steps_; }
  callbacks::Direction metric_direction(std::string_view metric) const override {
    for (const LogSource& log : program_.logs()) {
      if (log.name == metric) return log.direction;
    }
    return callbacks::Direction::kNone;
  }
  std::vector<std::string> log_names() const override {
    std::vector<std::string> names;
    for (const LogSource& log : program_.logs()) {
      names.push_back(log.name);
      if (validates_ && log.name != "penalty") names.push_back("val_" + log.name);
    }
    return names;
  }
  std::vector<float> weights() const override { return program_.weights(member_); }
  void set_weights(std::span<const float> weights) override {
    program_.set_weights(member_, weights);
  }
  std::int64_t member() const override { return member_; }
  std::int64_t members() const override { return program_.state().models(); }

 private:
  Program& program_;
  const FitOptions& options_;
  std::int64_t steps_;
  bool validates_;
  std::int64_t member_;
};

/// One model of the stack during a fit.
struct Member {
  std::unique_ptr<Control> control;
  std::vector<Callback> callbacks;
  History history;
  bool warned = false;
};

void reset_logs(Program& program, std::span<const int> members) {
  for (const LogSource& log : program.logs()) {
    for (const int member : members)
      program.state().number(program.layout()[log.variable], member) = 0;
  }
}

void read_logs(Program& program, int member, std::int64_t samples, std::string_view prefix,
               Logs& logs) {
  for (const LogSource& log : program.logs()) {
    // The penalty is a matter of the weights, not of the data it is validated on.
    if (!prefix.empty() && log.name == "penalty") continue;
    const double total = program.state().number(program.layout()[log.variable], member);
    const double mean = total / static_cast<double>(samples);
    if (prefix.empty()) {
      logs.set(log.name, mean);
    } else {
      logs.set(std::string(prefix) + log.name, mean);
    }
  }
}

bool weights_are_finite(Program& program, int member) {
  for (const runtime::Variable& variable : program.layout().variables()) {
    if (variable.role != runtime::Role::kTrainable && variable.role != runtime::Role::kStatistic)
      continue;
    for (const float weight : program.state().tensor(variable, member)) {
      if (!std::isfinite(weight)) return false;
    }
  }
  return true;
}

/// Said once a member: fit goes on as Keras does.
void warn_of_divergence(const Member& member, std::int64_t epoch, const Logs& logs) {
  const double* loss = logs.find("loss");
  const bool loss_is_finite = loss == nullptr || std::isfinite(*loss);
  std::cerr << "occam: warning: training diverged in epoch " << epoch + 1 << ": "
            << (loss_is_finite ? std::string("a weight is not finite")
                               : "the loss is " + to_text(*loss));
  if (member.control->members() > 1)
    std::cerr << " (member " << member.control->member() << " of the stack)";
  std::cerr << ". A smaller learning rate may help; training goes on\n";
}

/// Puts the running means of the weights in their place, as Keras's finalize_variable_values.
void take_averages(Program& program) {
  const runtime::StateLayout& layout = program.layout();
  runtime::State& state = program.state();
  for (const runtime::Variable& variable : layout.variables()) {
    if (variable.role != runtime::Role::kAverage) continue;
    for (std::int64_t member = 0; member < state.models(); ++member)
      std::ranges::copy(state.tensor(variable, member),
                        state.tensor(layout[variable.weight], member).begin());
  }
}

class Fit {
 public:
  Fit(Program& program, TrainingData data, const FitOptions& options)
      : program_(program), data_(std::move(data)), options_(options) {
    batch_ = std::min<std::int64_t>(options_.batch_size, data_.train.size());
    steps_ = (data_.train.size() + batch_ - 1) / batch_;
    order_ = data_.train.rows;
    const std::int64_t models = program_.state().models();
    for (std::int64_t m = 0; m < models; ++m) {
      Member member;
      member.control =
          std::make_unique<Control>(program_, options_, steps_, data_.validation.size() > 0, m);
      // A bar for sixty-four models would be sixty-four bars.
      const int verbose = data_.silent ? 0 : options_.verbose;
      if (verbose > 0 && models == 1)
        member.callbacks.emplace_back(callbacks::ProgressBar{.verbose = verbose});
      for (const Callback& callback : options_.callbacks) {
        if (models > 1 && callback.is_reference()) {
          throw InvalidArgument(
              "fit: a callback given by std::ref cannot serve the " + std::to_string(models) +
              " members of a stack. Expected a callback by value, copied for each member");
        }
        member.callbacks.push_back(callback);
      }
      member.history.params.verbose = verbose;
      members_.push_back(std::move(member));
      active_.push_back(static_cast<int>(m));
    }
    for (Member& member : members_) {
      for (const Callback& callback : member.callbacks) callback.validate(*member.control);
      for (const Callback& callback : member.callbacks)
        wants_batches_ = wants_batches_ || callback.wants_batches();
    }
  }

  std::vector<History> run() {
    for (Member& member : members_) {
      for (Callback& callback : member.callbacks) callback.on_train_begin(*member.control);
      member.history.on_train_begin(*member.control);
    }
    for (std::int64_t epoch = options_.initial_epoch; epoch < options_.epochs && !active_.empty();
         ++epoch) {
      run_epoch(epoch);
    }
    if (options_.initial_epoch < options_.epochs) take_averages(program_);
    std::vector<History> histories;
    for (Member& member : members_) {
      for (Callback& callback : member.callbacks) callback.on_train_end(*member.control);
      member.history.on_train_end(*member.control);
      histories.push_back(std::move(member.history));
    }
    return histories;
  }

 private:
  Member& member(int index) { return members_[static_cast<std::size_t>(index)]; }

  void run_epoch(std::int64_t epoch) {
    for (const int m : active_) {
      for (Callback& callback : member(m).callbacks)
        callback.on_epoch_begin(*member(m).control, epoch);
    }
    reset_logs(program_, active_);
    const std::uint64_t number = program_.epochs_trained()++;
    if (options_.shuffle) {
      data_.train.rows = order_;
      data::shuffle({program_.data_seed(), data::kShuffleStream}, number, data_.train.rows);
    }
    const std::int64_t seen = run_steps();
    std::vector<Logs> logs(members_.size());
    for (const int m : active_) read_logs(program_, m, seen, "", logs[static_cast<std::size_t>(m)]);
    if (data_.validation.size() > 0) {
      const std::vector<Logs> validation = evaluate(program_, data_.validation, batch_, active_);
      for (std::size_t i = 0; i < active_.size(); ++i) {
        for (const callbacks::LogEntry& entry : validation[i]) {
          if (entry.name != "penalty")
            logs[static_cast<std::size_t>(active_[i])].set("val_" + entry.name, entry.value);
        }
      }
    }
    for (const int m : active_) end_epoch(m, epoch, logs[static_cast<std::size_t>(m)]);
    std::erase_if(active_, [&](int m) { return member(m).control->stop_requested(); });
  }

  void end_epoch(int m, std::int64_t epoch, const Logs& logs) {
    Member& current = member(m);
    for (Callback& callback : current.callbacks)
      callback.on_epoch_end(*current.control, epoch, logs);
    current.history.on_epoch_end(*current.control, epoch, logs);
    if (current.warned) return;
    if (current.history.diverged_epoch < 0 && weights_are_finite(program_, m)) return;
    if (current.history.diverged_epoch < 0) current.history.diverged_epoch = epoch;
    warn_of_divergence(current, epoch, logs);
    current.warned = true;
  }

  /// One pass over the training rows. Returns how many samples were seen (fewer when a callback
  /// stopped it).
  std::int64_t run_steps() {
    runtime::Executor& full = program_.executor(Mode::kTrain, batch_);
    BatchLoader loader(data_.train, full, program_.pool());
    const std::int64_t rows = data_.train.size(), full_steps = rows / batch_;
    const std::int64_t at_a_time = wants_batches_ ? 1 : full.batches();
    std::int64_t seen = 0;
    for (std::int64_t step = 0; step < steps_;) {
      if (step < full_steps) {
        const std::int64_t count = std::min(at_a_time, full_steps - step);
        for (std::int64_t i = 0; i < count; ++i) loader.load((step + i) * batch_, i);
        full.run(active_, count);
        step += count;
        seen = step * batch_;
      } else {
        runtime::Executor& last = program_.executor(Mode::kTrain, rows - seen);
        BatchLoader(data_.train, last, program_.pool()).load(seen);
        last.run(active_);
        ++step;
        seen = rows;
      }
      if (wants_batches_ && !after_batch(step - 1, seen)) break;
    }
    return seen;
  }

  /// False when nobody is left to train.
  bool after_batch(std::int64_t step, std::int64_t seen) {
    bool going = false;
    for (const int m : active_) {
      read_logs(program_, m, seen, "", batch_logs_);
      for (Callback& callback : member(m).callbacks) {
        if (callback.wants_batches())
          callback.on_train_batch_end(*member(m).control, step, batch_logs_);
      }
      going = going || !member(m).control->stop_requested();
    }
    return going;
  }

  Program& program_;
  TrainingData data_;
  const FitOptions& options_;
  std::int64_t batch_ = 0, steps_ = 0;
  std::vector<std::int64_t> order_;
  std::vector<Member> members_;
  std::vector<int> active_;
  bool wants_batches_ = false;
  Logs batch_logs_;
};

/// Sizes of the batches that so many rows come in.
void add_plans(Mode mode, std::int64_t rows, std::int64_t batch, std::vector<PlanKey>& plans) {
  if (rows >= batch) plans.push_back({mode, batch});
  if (rows % batch > 0) plans.push_back({mode, rows % batch});
}

}  // namespace

std::vector<PlanKey> plans_of_fit(std::int64_t rows, std::int64_t validation_rows,
                                  const FitOptions& options) {
  std::vector<PlanKey> plans;
  if (options.initial_epoch >= options.epochs) return plans;
  const std::int64_t batch = std::min<std::int64_t>(options.batch_size, rows);
  add_plans(Mode::kTrain, rows, batch, plans);
  add_plans(Mode::kTest, validation_rows, batch, plans);
  return plans;
}

std::vector<PlanKey> plans_of_evaluation(std::int64_t rows, std::int64_t batch_size) {
  std::vector<PlanKey> plans;
  add_plans(Mode::kTest, rows, batch_size, plans);
  return plans;
}

std::vector<History> fit(Program& program, TrainingData data, const FitOptions& options) {
  return Fit(program, std::move(data), options).run();
}

std::vector<Logs> evaluate(Program& program, const Samples& samples, std::int64_t batch_size,
                           std::span<const int> members) {
  reset_logs(program, members);
  for (std::int64_t begin = 0; begin < samples.size();) {
    const std::int64_t batch = std::min(batch_size, samples.size() - begin);
    runtime::Executor& executor = program.executor(Mode::kTest, batch);
    BatchLoader loader(samples, executor, program.pool());
    const std::int64_t count = std::min(executor.batches(), (samples.size() - begin) / batch);
    for (std::int64_t i = 0; i < count; ++i) loader.load(begin + i * batch, i);
    executor.run(members, count);
    begin += count * batch;
  }
  std::vector<Logs> result(members.size());
  for (std::size_t i = 0; i < members.size(); ++i)
    read_logs(program, members[i], samples.size(), "", result[i]);
  return result;
}

}  // namespace occam::training
