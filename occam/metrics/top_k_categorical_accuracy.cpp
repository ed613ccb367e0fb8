#include "occam/metrics/top_k_categorical_accuracy.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

Value in_top_k(const Value& labels, const Value& prediction, std::int64_t k) {
  const Shape& shape = prediction.shape();
  const Value own = ops::one_hot(labels, shape.back());
  const Value of_label = ops::sum_columns(own * prediction);
  const Value larger =
      ops::sum_columns(ops::greater(prediction, ops::broadcast_columns(of_label, shape)));
  const Value limit = ops::fill_like(larger, static_cast<double>(k));
  return ops::sum_columns(own) * ops::greater(limit, larger);
}

Value TopKCategoricalAccuracy::per_sample(const Value& target, const Value& prediction) const {
  return in_top_k(ops::argmax(target), prediction, k);
}

}  // namespace occam::metrics
