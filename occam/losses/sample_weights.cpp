#include "occam/losses/sample_weights.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/reshape.h"

namespace occam::losses {

using graph::Value;

Value repeat_weights(const Value& weights, const Shape& shape) {
  if (weights.shape() == shape) return weights;
  const std::int64_t count = weights.shape().size();
  const Shape rows{count, shape.size() / count};
  const Value column = weights.shape().rank() == 1 ? weights : ops::reshape(weights, Shape{count});
  return ops::reshape(ops::broadcast_columns(column, rows), shape);
}

}  // namespace occam::losses
