#include "occam/metrics/categorical_crossentropy.h"

#include "occam/losses/categorical_crossentropy.h"
#include "occam/losses/label_smoothing.h"

namespace occam::metrics {

graph::Value CategoricalCrossentropy::per_sample(const graph::Value& target,
                                                 const graph::Value& prediction) const {
  const graph::Value t = losses::smoothed(target, label_smoothing, prediction.shape().back());
  return losses::categorical_crossentropy_of(t, prediction, from_logits);
}

}  // namespace occam::metrics
