#include "occam/metrics/sparse_top_k_categorical_accuracy.h"

#include "occam/metrics/class_numbers.h"
#include "occam/metrics/top_k_categorical_accuracy.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

Value SparseTopKCategoricalAccuracy::per_sample(const Value& target,
                                                const Value& prediction) const {
  const Value labels = class_numbers(type, target, prediction);
  if (!from_sorted_ids) return in_top_k(labels, prediction, k);
  const Shape& shape = prediction.shape();
  const Value place = ops::arange(prediction.graph(), shape.back());
  const Value first = ops::greater(ops::fill_like(place, static_cast<double>(k)), place);
  const Value found = ops::broadcast_rows(first, shape) *
                      ops::equal(prediction, ops::broadcast_columns(labels, shape));
  const Value times = ops::sum_columns(found);
  return ops::greater(times, ops::fill_like(times, 0.0));
}

}  // namespace occam::metrics
