#include "occam/metrics/binary_crossentropy.h"

#include "occam/losses/binary_crossentropy.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

graph::Value BinaryCrossentropy::per_sample(const graph::Value& target,
                                            const graph::Value& prediction) const {
  const graph::Value smoothed = target * (1.0 - label_smoothing) + 0.5 * label_smoothing;
  return losses::binary_crossentropy_of(smoothed, prediction, from_logits);
}

}  // namespace occam::metrics
