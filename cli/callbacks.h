#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/callbacks/terminate_on_nan.h"

namespace occam::cli {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP is noted and the second ends the process at
/// once. A signal that is ignored stays ignored.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  /// The signal, or 0.
  static int received();
};

/// Interrupts training after the current batch once a signal was received.
struct StopOnSignal {
  static constexpr std::string_view type = "StopOnSignal";
  static constexpr auto state_fields() { return Fields{}; }
  static constexpr std::string_view kReason = "interrupted";
  void on_train_batch_end(callbacks::TrainingControl& control, std::int64_t batch,
                          const callbacks::Logs& logs);
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t epoch,
                    const callbacks::Logs& logs);
};

/// Ends the training of a network that diverges, and keeps why. Its copies share one reason: that
/// of the first to diverge.
struct DivergenceGuard {
  std::shared_ptr<std::string> reason;
  callbacks::TerminateOnNaN guard = {};

  static constexpr std::string_view type = "DivergenceGuard";
  static constexpr auto state_fields() { return Fields{}; }
  std::int64_t weight_copies() const { return guard.weight_copies(); }
  void on_train_begin(callbacks::TrainingControl& control) { guard.on_train_begin(control); }
  void on_epoch_begin(callbacks::TrainingControl& control, std::int64_t index) {
    guard.on_epoch_begin(control, index);
  }
  void on_train_batch_end(callbacks::TrainingControl& control, std::int64_t batch,
                          const callbacks::Logs& logs);
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t index,
                    const callbacks::Logs& logs);
};

/// Of several networks that train together the first one's progress is shown: as it is that of all.
/// A finished line an epoch, without times: equal runs print equal lines.
struct EpochLines {
  static constexpr std::string_view type = "EpochLines";
  static constexpr auto state_fields() { return Fields{}; }
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t epoch,
                    const callbacks::Logs& logs);
};

/// Keras's bar an epoch, over its batches.
struct BatchBar {
  callbacks::ProgressBar bar;
  std::int64_t seen = 0;

  static constexpr std::string_view type = "BatchBar";
  static constexpr auto state_fields() { return Fields{}; }
  void on_train_begin(callbacks::TrainingControl& control);
  void on_epoch_begin(callbacks::TrainingControl& control, std::int64_t epoch);
  void on_train_batch_end(callbacks::TrainingControl& control, std::int64_t batch,
                          const callbacks::Logs& logs);
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t epoch,
                    const callbacks::Logs& logs);
};

/// One bar over all epochs, for tables whose epochs take milliseconds.
struct EpochBar {
  callbacks::ProgressBar bar;
  std::int64_t seen = 0;
  callbacks::Logs last = {};

  static constexpr std::string_view type = "EpochBar";
  static constexpr auto state_fields() { return Fields{}; }
  void on_train_begin(callbacks::TrainingControl& control);
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t epoch,
                    const callbacks::Logs& logs);
  void on_train_end(callbacks::TrainingControl& control);
};

/// Bars on a terminal (a bar an epoch, or one over all epochs), lines elsewhere; on stderr.
callbacks::Callback make_progress(bool bar_an_epoch);

}  // namespace occam::cli
