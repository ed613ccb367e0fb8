#include "occam/metrics/categorical_accuracy.h"

#include "occam/ops/equal.h"
#include "occam/ops/softmax.h"

namespace occam::metrics {

graph::Value CategoricalAccuracy::per_sample(const graph::Value& target,
                                             const graph::Value& prediction) const {
  return ops::equal(ops::argmax(prediction), ops::argmax(target));
}

}  // namespace occam::metrics
