#include "occam/metrics/accuracy.h"

#include "occam/base/errors.h"
#include "occam/metrics/binary_accuracy.h"
#include "occam/metrics/categorical_accuracy.h"
#include "occam/metrics/sparse_categorical_accuracy.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

graph::Value Accuracy::per_sample(const graph::Value& target,
                                  const graph::Value& prediction) const {
  if (exact) {
    if (target.shape() != prediction.shape()) {
      throw InvalidArgument("Accuracy: Expected targets of the predictions' shape " +
                            to_text(prediction.shape()) + ". Received: targets of shape " +
                            to_text(target.shape()));
    }
    return ops::sum_columns(ops::equal(target, prediction)) /
           static_cast<double>(prediction.shape().back());
  }
  if (target.shape().rank() < prediction.shape().rank())
    return SparseCategoricalAccuracy{}.per_sample(target, prediction);
  if (prediction.shape().back() > 1) return CategoricalAccuracy{}.per_sample(target, prediction);
  return BinaryAccuracy{}.per_sample(target, prediction);
}

}  // namespace occam::metrics
