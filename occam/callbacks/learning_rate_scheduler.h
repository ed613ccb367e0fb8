#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Sets the learning rate before every epoch: schedule(epoch, present learning rate). Writes it
/// into the logs, as "learning_rate". It has no fields(): a function has no name and no text.
/// Errors: InvalidArgument at the start of fit without a schedule or for a learning rate that was
/// given as one, and before an epoch for a result out of range.
/// Source: Keras 3.15.1, callbacks.LearningRateScheduler.
struct LearningRateScheduler {
  std::function<double(std::int64_t epoch, double learning_rate)> schedule = {};
  int verbose = 0;                                ///< 1: say so on `out`
  std::string hyper = "optimizer/learning_rate";  ///< which one is set; Keras: this
  std::ostream* out = nullptr;                    ///< null: std::cout. Must outlive training.

  static constexpr std::string_view type = "LearningRateScheduler";
  /// All that it goes by is the epoch and the learning rate itself.
  static constexpr auto state_fields() { return Fields{}; }
  void validate(const TrainingControl& control) const;
  void on_epoch_begin(TrainingControl& control, std::int64_t epoch);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs);
};

}  // namespace occam::callbacks
