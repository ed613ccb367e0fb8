#include "occam/training/member_run.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/training/member_control.h"

namespace occam::training {
namespace {

using callbacks::Callback;
using callbacks::Logs;

void warn_of_lost_state(const std::vector<Callback>& callbacks) {
  for (const Callback& callback : callbacks) {
    if (callback.has_state_fields()) continue;
    warn("fit: " + std::string(callback.type()) +
         " does not list what a run changes in it (state_fields): a checkpoint does not keep it, "
         "and a fit that goes on is exact only if nothing of it matters");
  }
}

}  // namespace

MemberRun::MemberRun(std::string_view where, Program& program,
                     const std::vector<Callback>& callbacks, const RunFacts& facts,
                     std::int64_t member)
    : program_(&program),
      member_(static_cast<int>(member)),
      control_(std::make_unique<MemberControl>(program, facts, member)) {
  const std::int64_t members = control_->members();
  // A bar for sixty-four models would be sixty-four bars.
  if (facts.verbose > 0 && members == 1)
    callbacks_.emplace_back(callbacks::ProgressBar{.verbose = facts.verbose});
  for (const Callback& callback : callbacks) {
    if (members > 1 && callback.is_reference()) {
      throw InvalidArgument(std::string(where) +
                            ": a callback given by std::ref cannot serve the " +
                            std::to_string(members) +
                            " members of a stack. Expected a callback by value, copied for each "
                            "member");
    }
    callbacks_.push_back(callback);
  }
  history_.params.verbose = facts.verbose;
  progress_.epoch = facts.initial_epoch;
  for (const Callback& callback : callbacks_) {
    wants_batches_ = wants_batches_ || callback.wants_batches();
    wants_test_batches_ = wants_test_batches_ || callback.wants_test_batches();
    wants_predict_batches_ = wants_predict_batches_ || callback.wants_predict_batches();
  }
}

void MemberRun::validate() const {
  for (const Callback& callback : callbacks_) callback.validate(*control_);
  if (member_ == 0 && control_->saves()) warn_of_lost_state(callbacks_);
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
                    program_->data_seed(member_),
                    callbacks::run_state_of(history_),
                    {}};
  state.standing.stopped = control_->stopped();
  if (control_->stopped()) state.standing.stop_reason = control_->stop_reason();
  state.standing.best_epoch = control_->best_epoch();
  state.standing.averages_in_place = control_->averages_in_place();
  state.standing.measured_averages = control_->measured_averages();
  state.standing.epoch_steps = control_->steps_per_epoch();
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
  control_->go_on_with_averages(standing_.averages_in_place, standing_.measured_averages);
  control_->set_steps(standing_.epoch_steps);
  callbacks::take_run_state(state.history, history_);
  history_.params.steps = standing_.epoch_steps;
  std::size_t next = 0;
  for (Callback& callback : callbacks_) {
    if (callback.keeps_state()) callback.take_run_state(state.callbacks[next++]);
  }
}

void MemberRun::epoch_begin(std::int64_t epoch) {
  standing_.trained = true;
  progress_ = {.epoch = epoch, .epoch_begun = true, .position = progress_.position};
  for (Callback& callback : callbacks_) callback.on_epoch_begin(*control_, epoch);
}

void MemberRun::pass_begin(std::int64_t position) {
  progress_.pass_begun = true;
  progress_.position = position;
  if (position == 0) ++program_->epochs_trained(member_);
}

void MemberRun::batch_begin(std::int64_t batch) {
  progress_.batch_begun = true;
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_begin(*control_, batch);
  }
}

void MemberRun::batch_end(std::int64_t batch, const Logs& logs) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_end(*control_, batch, logs);
  }
}

void MemberRun::epoch_end(std::int64_t epoch, Logs& logs, std::int64_t position) {
  progress_ = {.epoch = epoch + 1, .position = position};
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
  if (standing_.trained) control_->take_averages();
}

void MemberRun::train_end() {
  progress_.finished = true;
  for (Callback& callback : callbacks_) callback.on_train_end(*control_);
  history_.on_train_end(*control_);
}

void MemberRun::test_begin() {
  for (Callback& callback : callbacks_) callback.on_test_begin(*control_);
}

void MemberRun::test_batch_begin(std::int64_t batch) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_test_batches()) callback.on_test_batch_begin(*control_, batch);
  }
}

void MemberRun::test_batch_end(std::int64_t batch, const Logs& logs) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_test_batches()) callback.on_test_batch_end(*control_, batch, logs);
  }
}

void MemberRun::test_end(const Logs& logs) {
  control_->note_measurement();
  for (Callback& callback : callbacks_) callback.on_test_end(*control_, logs);
}

void MemberRun::predict_begin() {
  for (Callback& callback : callbacks_) callback.on_predict_begin(*control_);
}

void MemberRun::predict_batch_begin(std::int64_t batch) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_predict_batches()) callback.on_predict_batch_begin(*control_, batch);
  }
}

void MemberRun::predict_batch_end(std::int64_t batch) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_predict_batches()) callback.on_predict_batch_end(*control_, batch);
  }
}

void MemberRun::predict_end() {
  for (Callback& callback : callbacks_) callback.on_predict_end(*control_);
}

void MemberRun::refuse_saves(std::string_view where) {
  if (!control_->wants_save()) return;
  throw InvalidArgument(std::string(where) + ": a callback asks for the file " +
                        control_->take_saves().front().path +
                        ". Expected that in a fit, of which it keeps the state; save_model writes "
                        "a model at any time");
}

bool MemberRun::weights_are_finite() const {
  for (const runtime::Variable& variable : program_->layout().variables()) {
    if (variable.role != runtime::Role::kTrainable && variable.role != runtime::Role::kStatistic)
      continue;
    // Without a way out of the loop, so that compilers make vector code of it.
    bool all = true;
    for (const float weight : program_->state().tensor(variable, member_))
      all &= std::abs(weight) <= std::numeric_limits<float>::max();
    if (!all) return false;
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
