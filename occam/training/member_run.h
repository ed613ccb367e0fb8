#pragma once

#include <memory>
#include <vector>

#include "occam/callbacks/history.h"
#include "occam/training/fit_options.h"
#include "occam/training/program.h"

namespace occam::training {

/// What every member of a fit is told alike.
struct RunFacts {
  std::int64_t steps = 0;  ///< batches an epoch
  bool validates = false;
  int verbose = 0;  ///< 1, 2: with a progress bar
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

  void train_begin();
  void epoch_begin(std::int64_t epoch);
  void batch_end(std::int64_t batch, const callbacks::Logs& logs);
  /// Warns once a fit when the loss or a weight is not finite.
  void epoch_end(std::int64_t epoch, const callbacks::Logs& logs);
  /// Puts the running means of the weights in their place, as Keras's finalize_variable_values.
  void take_averages();
  void train_end();
  callbacks::History take_history() { return std::move(history_); }

 private:
  bool weights_are_finite() const;
  void warn_of_divergence(std::int64_t epoch, const callbacks::Logs& logs);

  Program* program_;
  int member_;
  std::unique_ptr<callbacks::TrainingControl> control_;
  std::vector<callbacks::Callback> callbacks_;
  callbacks::History history_;
  bool wants_batches_ = false, began_epoch_ = false, warned_ = false;
};

}  // namespace occam::training
