#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/callbacks/history.h"
#include "occam/training/member_control.h"

namespace occam::training {

/// One member's part in a fit, an evaluation or a prediction: its copies of the callbacks and, in a
/// fit, its History, last in the list. Each event is what its solo run would be told.
class MemberRun {
 public:
  /// `where`: "fit". Throws InvalidArgument for a callback by reference in a stack.
  MemberRun(std::string_view where, Program& program,
            const std::vector<callbacks::Callback>& callbacks, const RunFacts& facts,
            std::int64_t member);

  /// Before a fit. Throws InvalidArgument for a callback that cannot serve.
  void validate() const;

  bool wants_batches() const { return wants_batches_; }
  bool wants_test_batches() const { return wants_test_batches_; }
  bool wants_predict_batches() const { return wants_predict_batches_; }
  bool stop_requested() const { return control_->stop_requested(); }
  /// What callbacks want of files.
  callbacks::TrainingControl& control() { return *control_; }

  const Progress& progress() const { return progress_; }
  /// Stopped by the last epoch that it finished: only the end of its training is left.
  bool stopped_by_epoch() const {
    return control_->stopped() && standing_.trained && !progress_.epoch_begun;
  }
  MemberState state() const;
  /// Takes effect with train_begin, after what the callbacks do there.
  void go_on_from(MemberState state) { from_ = std::move(state); }

  void train_begin();
  void epoch_begin(std::int64_t epoch);
  void batch_begin(std::int64_t batch);
  void step_end(std::int64_t step) {
    progress_.steps = step + 1;
    progress_.batch_begun = false;
  }
  /// Where in the data's pass the epoch begins; of a new pass, counts it.
  void pass_begin(std::int64_t position);
  /// How many an epoch has, once that is known.
  void set_steps(std::int64_t steps) { control_->set_steps(steps); }
  void batch_end(std::int64_t batch, const callbacks::Logs& logs);
  /// `position`: where the next epoch begins. Callbacks may add to the logs. Warns once a fit when
  /// the loss or a weight is not finite.
  void epoch_end(std::int64_t epoch, callbacks::Logs& logs, std::int64_t position);
  /// Puts the running means of the weights in their place, as Keras's finalize_variable_values.
  void take_averages();
  void train_end();

  // Of an evaluation, or of the validation in a fit.
  void test_begin();
  void test_batch_begin(std::int64_t batch);
  void test_batch_end(std::int64_t batch, const callbacks::Logs& logs);
  void test_end(const callbacks::Logs& logs);

  void predict_begin();
  void predict_batch_begin(std::int64_t batch);
  void predict_batch_end(std::int64_t batch);
  void predict_end();
  /// Of an evaluation or a prediction. Throws InvalidArgument when a callback asked for a file.
  void refuse_saves(std::string_view where);
  callbacks::History take_history() { return std::move(history_); }

 private:
  void take(const MemberState& state);
  bool weights_are_finite() const;
  void warn_of_divergence(std::int64_t epoch, const callbacks::Logs& logs);

  Program* program_;
  int member_;
  std::unique_ptr<MemberControl> control_;
  std::vector<callbacks::Callback> callbacks_;
  callbacks::History history_;
  bool wants_batches_ = false, wants_test_batches_ = false, wants_predict_batches_ = false;
  Progress progress_;
  RunStanding standing_;
  std::optional<MemberState> from_;
};

}  // namespace occam::training
