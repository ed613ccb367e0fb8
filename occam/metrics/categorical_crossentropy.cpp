#include "occam/metrics/categorical_crossentropy.h"

#include "occam/losses/categorical_crossentropy.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

graph::Value CategoricalCrossentropy::per_sample(const graph::Value& target,
                                                 const graph::Value& prediction) const {
  const double share = label_smoothing / static_cast<double>(prediction.shape().back());
  return losses::categorical_crossentropy_of(target * (1.0 - label_smoothing) + share, prediction,
                                             from_logits);
}

}  // namespace occam::metrics
