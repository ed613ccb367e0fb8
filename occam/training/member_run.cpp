#include "occam/training/member_run.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/training/log_reader.h"

namespace occam::training {
namespace {

using callbacks::Callback;
using callbacks::Logs;

/// The member's view of the run.
class Control final : public callbacks::TrainingControl {
 public:
  Control(Program& program, const FitOptions& options, const RunFacts& facts, std::int64_t member)
      : program_(program), epochs_(options.epochs), facts_(facts), member_(member) {}

  std::int64_t epochs() const override { return epochs_; }
  std::int64_t steps_per_epoch() const override { return facts_.steps; }
  callbacks::Direction metric_direction(std::string_view metric) const override {
    for (const LogSource& log : program_.logs()) {
      if (log.name == metric) return log.direction;
    }
    return callbacks::Direction::kNone;
  }
  std::vector<std::string> log_names() const override {
    return training::log_names(program_, facts_.validates);
  }
  std::vector<float> weights() const override { return program_.weights(member_); }
  void set_weights(std::span<const float> weights) override {
    program_.set_weights(member_, weights);
  }
  std::int64_t member() const override { return member_; }
  std::int64_t members() const override { return program_.state().models(); }

 private:
  Program& program_;
  std::int64_t epochs_;
  RunFacts facts_;
  std::int64_t member_;
};

}  // namespace

MemberRun::MemberRun(Program& program, const FitOptions& options, const RunFacts& facts,
                     std::int64_t member)
    : program_(&program),
      member_(static_cast<int>(member)),
      control_(std::make_unique<Control>(program, options, facts, member)) {
  const std::int64_t members = control_->members();
  // A bar for sixty-four models would be sixty-four bars.
  if (facts.verbose > 0 && members == 1)
    callbacks_.emplace_back(callbacks::ProgressBar{.verbose = facts.verbose});
  for (const Callback& callback : options.callbacks) {
    if (members > 1 && callback.is_reference()) {
      throw InvalidArgument("fit: a callback given by std::ref cannot serve the " +
                            std::to_string(members) +
                            " members of a stack. Expected a callback by value, copied for each "
                            "member");
    }
    callbacks_.push_back(callback);
  }
  history_.params.verbose = facts.verbose;
  for (const Callback& callback : callbacks_) {
    callback.validate(*control_);
    wants_batches_ = wants_batches_ || callback.wants_batches();
  }
}

void MemberRun::train_begin() {
  for (Callback& callback : callbacks_) callback.on_train_begin(*control_);
  history_.on_train_begin(*control_);
}

void MemberRun::epoch_begin(std::int64_t epoch) {
  began_epoch_ = true;
  for (Callback& callback : callbacks_) callback.on_epoch_begin(*control_, epoch);
}

void MemberRun::batch_end(std::int64_t batch, const Logs& logs) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_end(*control_, batch, logs);
  }
}

void MemberRun::epoch_end(std::int64_t epoch, const Logs& logs) {
  for (Callback& callback : callbacks_) callback.on_epoch_end(*control_, epoch, logs);
  history_.on_epoch_end(*control_, epoch, logs);
  if (warned_) return;
  if (history_.diverged_epoch < 0 && weights_are_finite()) return;
  if (history_.diverged_epoch < 0) history_.diverged_epoch = epoch;
  if (control_->stop_requested()) return;  // it does not go on: TerminateOnNaN
  warn_of_divergence(epoch, logs);
  warned_ = true;
}

void MemberRun::take_averages() {
  if (!began_epoch_) return;
  const runtime::StateLayout& layout = program_->layout();
  runtime::State& state = program_->state();
  for (const runtime::Variable& variable : layout.variables()) {
    if (variable.role != runtime::Role::kAverage) continue;
    std::ranges::copy(state.tensor(variable, member_),
                      state.tensor(layout[variable.weight], member_).begin());
  }
}

void MemberRun::train_end() {
  for (Callback& callback : callbacks_) callback.on_train_end(*control_);
  history_.on_train_end(*control_);
}

bool MemberRun::weights_are_finite() const {
  for (const runtime::Variable& variable : program_->layout().variables()) {
    if (variable.role != runtime::Role::kTrainable && variable.role != runtime::Role::kStatistic)
      continue;
    for (const float weight : program_->state().tensor(variable, member_)) {
      if (!std::isfinite(weight)) return false;
    }
  }
  return true;
}

void MemberRun::warn_of_divergence(std::int64_t epoch, const Logs& logs) {
  const double* loss = logs.find("loss");
  const bool loss_is_finite = loss == nullptr || std::isfinite(*loss);
  std::string text = "training diverged in epoch " + std::to_string(epoch + 1) + ": ";
  text += loss_is_finite ? "a weight is not finite" : "the loss is " + to_text(*loss);
  if (control_->members() > 1) text += " (member " + std::to_string(member_) + " of the stack)";
  warn(text + ". A smaller learning rate may help; training goes on");
}

}  // namespace occam::training
