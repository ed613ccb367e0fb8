#include "occam/metrics/sparse_categorical_accuracy.h"

#include "occam/metrics/class_numbers.h"
#include "occam/ops/equal.h"
#include "occam/ops/softmax.h"

namespace occam::metrics {

graph::Value SparseCategoricalAccuracy::per_sample(const graph::Value& target,
                                                   const graph::Value& prediction) const {
  return ops::equal(ops::argmax(prediction), class_numbers(type, target, prediction));
}

}  // namespace occam::metrics
