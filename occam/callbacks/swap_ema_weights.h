#pragma once

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Puts the optimizer's running means of the weights (use_ema) in the weights' place while
/// something is evaluated or predicted, and with swap_on_epoch from the end of an epoch to the next
/// one's beginning, so that later callbacks see them. Without it the final weights were never the
/// ones that were validated.
///
/// Differences from Keras: predict leaves the weights as they were; with swap_on_epoch the means
/// stay whatever ended training, not only after its last epoch. Errors: InvalidArgument for an
/// optimizer without use_ema. Source: Keras 3.15.1, callbacks.SwapEMAWeights.
struct SwapEMAWeights {
  bool swap_on_epoch = false;
  bool means_in_place = false;  ///< run-time state, not an argument

  static constexpr std::string_view type = "SwapEMAWeights";
  static constexpr auto fields() {
    return Fields{Field{"swap_on_epoch", &SwapEMAWeights::swap_on_epoch,
                        "also between epochs, for later callbacks"}};
  }
  static constexpr auto state_fields() {
    return Fields{Field{"means_in_place", &SwapEMAWeights::means_in_place}};
  }

  void validate(const TrainingControl& control) const;
  void on_train_begin(TrainingControl&) { means_in_place = false; }
  void on_epoch_begin(TrainingControl& control, std::int64_t) { put_weights(control); }
  void on_epoch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (swap_on_epoch) put_means(control);
  }
  void on_train_end(TrainingControl&) { means_in_place = false; }  // they are the weights now
  void on_test_begin(TrainingControl& control) { put_means(control); }
  void on_test_end(TrainingControl& control, const Logs&) { put_weights(control); }
  void on_predict_begin(TrainingControl& control) { put_means(control); }
  void on_predict_end(TrainingControl& control) { put_weights(control); }

 private:
  void put_means(TrainingControl& control);
  void put_weights(TrainingControl& control);
};

}  // namespace occam::callbacks
