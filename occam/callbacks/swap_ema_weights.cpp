#include "occam/callbacks/swap_ema_weights.h"

#include <utility>

#include "occam/base/errors.h"

namespace occam::callbacks {

void SwapEMAWeights::validate(const TrainingControl& control) const {
  if (control.has_averages()) return;
  throw InvalidArgument(
      "SwapEMAWeights: the optimizer keeps no running means of the weights. Expected one with "
      "use_ema=true");
}

void SwapEMAWeights::put_means(TrainingControl& control) {
  validate(control);
  if (!std::exchange(means_in_place, true)) control.swap_averages();
}

void SwapEMAWeights::put_weights(TrainingControl& control) {
  if (std::exchange(means_in_place, false)) control.swap_averages();
}

}  // namespace occam::callbacks
