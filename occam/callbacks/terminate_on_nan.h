#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Stops training at the first batch whose loss is NaN or infinite, and at the end of an epoch that
/// left such a loss, validation loss or weight. With `raise_error` fit throws std::runtime_error
/// there (Python: RuntimeError), and no callback's on_train_end is called. Source: Keras 3,
/// callbacks.TerminateOnNaN, which looks at the batches' loss only.
struct TerminateOnNaN {
  bool raise_error = false;

  // Results, readable after fit through std::ref.
  std::string reason = {};  ///< "diverged in epoch 3, step 2 of 11: the loss is nan"; else empty
  std::int64_t epoch = 0;   ///< the present one, from 0

  static constexpr std::string_view type = "TerminateOnNaN";
  /// It looks at a copy of the weights.
  std::int64_t weight_copies() const { return 1; }
  static constexpr auto fields() {
    return Fields{Field{"raise_error", &TerminateOnNaN::raise_error,
                        "whether fit fails in place of stopping"}};
  }
  static constexpr auto state_fields() {
    return Fields{Field{"reason", &TerminateOnNaN::reason}, Field{"epoch", &TerminateOnNaN::epoch}};
  }
  void on_train_begin(TrainingControl& control);
  void on_epoch_begin(TrainingControl& control, std::int64_t index);
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs);
  void on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs);

 private:
  void stop(TrainingControl& control, const std::string& place, const std::string& what);
};

}  // namespace occam::callbacks
