#include "occam/metrics/binary_accuracy.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

graph::Value BinaryAccuracy::per_sample(const graph::Value& target,
                                        const graph::Value& prediction) const {
  const graph::Value positive = ops::greater(prediction, ops::fill_like(prediction, threshold));
  const graph::Value right = ops::sum_columns(ops::equal(positive, target));
  return right / static_cast<double>(prediction.shape().back());
}

}  // namespace occam::metrics
