#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "occam/callbacks/history.h"
#include "occam/training/checkpoint_files.h"
#include "occam/training/fit_options.h"
#include "occam/training/program.h"

namespace occam::training {

/// What every member of a fit is told alike.
struct RunFacts {
  std::int64_t steps = 0;  ///< batches an epoch
  bool validates = false;
  int verbose = 0;  ///< 1, 2: with a progress bar
  bool resumed = false;
  const CheckpointFiles* files = nullptr;  ///< has to outlive the run
};

/// One member's part in a fit: its copies of the callbacks and its History, last in the list. Each
/// event is what its solo run would be told.
class MemberRun {
 public:
  /// Throws InvalidArgument for a callback that cannot serve.
  MemberRun(Program& program, const FitOptions& options, const RunFacts& facts,
            std::int64_t member);

  bool wants_batches() const { return wants_batches_; }
  bool stop_requested() const { return control_->stop_requested(); }
  /// What callbacks want of files.
  callbacks::TrainingControl& control() { return *control_; }

  const Progress& progress() const { return progress_; }
  /// Stopped by the last epoch that it finished: only the end of its training is left.
  bool stopped_by_epoch() const {
    return control_->stopped() && standing_.trained && !progress_.epoch_begun;
  }
  MemberState state() const;
  /// Takes effect with train_begin. Throws InvalidArgument for a state that is none of this run.
  void go_on_from(MemberState state) { from_ = std::move(state); }

  void train_begin();
  void epoch_begin(std::int64_t epoch);
  void step_end(std::int64_t step) { progress_.steps = step + 1; }
  void batch_end(std::int64_t batch, const callbacks::Logs& logs);
  /// Warns once a fit when the loss or a weight is not finite.
  void epoch_end(std::int64_t epoch, const callbacks::Logs& logs);
  void train_end();
  callbacks::History take_history() { return std::move(history_); }

 private:
  void take(const MemberState& state);
  bool weights_are_finite() const;
  /// Puts the running means of the weights in their place, as Keras's finalize_variable_values.
  void take_averages();
  void warn_of_divergence(std::int64_t epoch, const callbacks::Logs& logs);

  Program* program_;
  int member_;
  std::unique_ptr<callbacks::TrainingControl> control_;
  std::vector<callbacks::Callback> callbacks_;
  callbacks::History history_;
  bool wants_batches_ = false;
  Progress progress_;
  RunStanding standing_;
  std::optional<MemberState> from_;
};

}  // namespace occam::training
