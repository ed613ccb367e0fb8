#include "occam/metrics/accuracy.h"

#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

graph::Value Accuracy::per_sample(const graph::Value& target,
                                  const graph::Value& prediction) const {
  const bool labels = target.shape().rank() < prediction.shape().rank();
  if (labels) return ops::equal(ops::argmax(prediction), target);
  if (prediction.shape().back() > 1)
    return ops::equal(ops::argmax(prediction), ops::argmax(target));
  const graph::Value positive = ops::greater(prediction, ops::fill_like(prediction, 0.5));
  return ops::sum_columns(ops::equal(positive, target));
}

}  // namespace occam::metrics
