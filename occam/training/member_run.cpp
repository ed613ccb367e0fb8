#include "occam/training/member_run.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/training/member_control.h"

namespace occam::training {
namespace {

using callbacks::Callback;
using callbacks::Logs;

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
  for (const Callback& callback : callbacks_) {
    wants_batches_ = wants_batches_ || callback.wants_batches();
    wants_test_batches_ = wants_test_batches_ || callback.wants_test_batches();
    wants_predict_batches_ = wants_predict_batches_ || callback.wants_predict_batches();
  }
}

void MemberRun::validate() const {
  for (const Callback& callback : callbacks_) callback.validate(*control_);
}

void MemberRun::train_begin() {
  for (Callback& callback : callbacks_) callback.on_train_begin(*control_);
  history_.on_train_begin(*control_);
}

void MemberRun::epoch_begin(std::int64_t epoch) {
  began_epoch_ = true;
  for (Callback& callback : callbacks_) callback.on_epoch_begin(*control_, epoch);
}

void MemberRun::batch_begin(std::int64_t batch) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_begin(*control_, batch);
  }
}

void MemberRun::batch_end(std::int64_t batch, const Logs& logs) {
  for (Callback& callback : callbacks_) {
    if (callback.wants_batches()) callback.on_train_batch_end(*control_, batch, logs);
  }
}

void MemberRun::epoch_end(std::int64_t epoch, Logs& logs) {
  for (Callback& callback : callbacks_) callback.on_epoch_end(*control_, epoch, logs);
  history_.on_epoch_end(*control_, epoch, logs);
  if (warned_) return;
  if (history_.diverged_epoch < 0 && weights_are_finite()) return;
  if (history_.diverged_epoch < 0) history_.diverged_epoch = epoch;
  if (control_->stop_requested()) return;  // it does not go on: TerminateOnNaN
  warn_of_divergence(epoch, logs);
  warned_ = true;
}

void MemberRun::train_end() {
  if (began_epoch_) control_->take_averages();
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
