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
  void check_savable() const override {
    facts_.files->check_savable();
    saves_ = true;
  }
  bool saves() const { return saves_; }
  bool resumed() const override { return facts_.resumed; }
  std::int64_t member() const override { return member_; }
  std::int64_t members() const override { return program_.state().models(); }

 private:
  Program& program_;
  std::int64_t epochs_;
  RunFacts facts_;
  std::int64_t member_;
  mutable bool saves_ = false;  ///< a callback has asked whether it can
};

void warn_of_lost_state(const std::vector<Callback>& callbacks) {
  for (const Callback& callback : callbacks) {
    if (callback.has_state_fields()) continue;
    warn("fit: " + std::string(callback.type()) +
         " does not list what a run changes in it (state_fields): a checkpoint does not keep it, "
         "and a fit that goes on is exact only if nothing of it matters");
  }
}

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
  progress_.epoch = options.initial_epoch;
  for (const Callback& callback : callbacks_) {
    callback.validate(*control_);
    wants_batches_ = wants_batches_ || callback.wants_batches();
  }
  if (member == 0 && static_cast<const Control&>(*control_).saves()) warn_of_lost_state(callbacks_);
}

void MemberRun::train_begin() {
  const bool finished = from_ && from_->progress.finished;
  if (!finished) {
    for (Callback& callback : callbacks_) callback.on_train_begin(*control_);
  }
  history_.on_train_begin(*control_);
  if (from_) take(*from_);
  from_.reset();
}

MemberState MemberRun::state() const {
  MemberState state{progress_,
                    standing_,
                    program_->epochs_trained(member_),
                    program_->data_seed(),
                    callbacks::run_state_of(history_),
                    {}};
  state.standing.stopped = control_->stopped();
  if (control_->stopped()) state.standing.stop_reason = control_->stop_reason();
  state.standing.best_epoch = control_->best_epoch();
  for (const Callback& callback : callbacks_) {
    if (callback.keeps_state()) state.callbacks.push_back(callback.run_state());
  }
  return state;
}

void MemberRun::take(const MemberState& state) {
  progress_ = state.progress;
  standing_ = state.standing;
  if (standing_.stopped) control_->stop_training(standing_.stop_reason);
  control_->set_best_epoch(standing_.best_epoch);
  callbacks::take_run_state(state.history, history_);
  std::size_t next = 0;
  for (Callback& callback : callbacks_) {
    if (callback.keeps_state()) callback.take_run_state(state.callbacks[next++]);
  }
}

void MemberRun::epoch_begin(std::int64_t epoch) {
  standing_.trained = true;
  progress_ = {epoch, 0, true, false};
  for (Callback& callback : callbacks_) callback.on_epoch_begin(*control_, epoch);
}

void MemberRun::batch_end(std::int64_t batch, const Logs& logs) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_end(*control_, batch, logs);
  }
}

void MemberRun::epoch_end(std::int64_t epoch, const Logs& logs) {
  progress_ = {epoch + 1, 0, false, false};
  for (Callback& callback : callbacks_) callback.on_epoch_end(*control_, epoch, logs);
  history_.on_epoch_end(*control_, epoch, logs);
  if (standing_.warned) return;
  if (history_.diverged_epoch < 0 && weights_are_finite()) return;
  if (history_.diverged_epoch < 0) history_.diverged_epoch = epoch;
  if (control_->stop_requested()) return;  // it does not go on: TerminateOnNaN
  warn_of_divergence(epoch, logs);
  standing_.warned = true;
}

void MemberRun::take_averages() {
  const runtime::StateLayout& layout = program_->layout();
  runtime::State& state = program_->state();
  for (const runtime::Variable& variable : layout.variables()) {
    if (variable.role != runtime::Role::kAverage) continue;
    std::ranges::copy(state.tensor(variable, member_),
                      state.tensor(layout[variable.weight], member_).begin());
  }
}

void MemberRun::train_end() {
  progress_.finished = true;
  if (standing_.trained) take_averages();
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
