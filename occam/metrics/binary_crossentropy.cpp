#include "occam/metrics/binary_crossentropy.h"

#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/label_smoothing.h"

namespace occam::metrics {

graph::Value BinaryCrossentropy::per_sample(const graph::Value& target,
                                            const graph::Value& prediction) const {
  return losses::binary_crossentropy_of(losses::smoothed(target, label_smoothing, 2), prediction,
                                        from_logits);
}

}  // namespace occam::metrics
