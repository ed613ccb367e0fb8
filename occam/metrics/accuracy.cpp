#include "occam/metrics/accuracy.h"

#include "occam/metrics/binary_accuracy.h"
#include "occam/metrics/categorical_accuracy.h"
#include "occam/metrics/sparse_categorical_accuracy.h"

namespace occam::metrics {

graph::Value Accuracy::per_sample(const graph::Value& target,
                                  const graph::Value& prediction) const {
  if (target.shape().rank() < prediction.shape().rank())
    return SparseCategoricalAccuracy{}.per_sample(target, prediction);
  if (prediction.shape().back() > 1) return CategoricalAccuracy{}.per_sample(target, prediction);
  return BinaryAccuracy{}.per_sample(target, prediction);
}

}  // namespace occam::metrics
