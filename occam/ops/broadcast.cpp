#include "occam/ops/broadcast.h"

#include "occam/base/errors.h"
#include "occam/ops/sum.h"

namespace occam::ops {
namespace {

using graph::Value;

/// Checks that the input is what a sum of the result would leave.
Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape &from = inputs[0].shape(), &to = attributes.shape;
  const std::int64_t least = op.along == graph::Along::kAll ? 1 : 2;
  if (to.rank() < least)
    throw_invalid_value(op.name, "shape", "rank >= " + std::to_string(least), to_text(to));
  Shape expected;
  if (op.along == graph::Along::kRows) expected = {to.back()};
  if (op.along == graph::Along::kColumns) {
    std::vector<std::int64_t> lead = to.dims();
    lead.pop_back();
    expected = Shape(std::move(lead));
  }
  if (from != expected)
    throw_invalid_value(op.name, "x",
                        "shape " + to_text(expected) + " to repeat it to " + to_text(to),
                        to_text(from));
  return to;
}

std::vector<Value> gradient_scalar(const Value&, const Value& upstream) { return {sum(upstream)}; }
std::vector<Value> gradient_rows(const Value&, const Value& upstream) {
  return {sum_rows(upstream)};
}
std::vector<Value> gradient_columns(const Value&, const Value& upstream) {
  return {sum_columns(upstream)};
}

}  // namespace

const graph::Op broadcast_scalar_op{.name = "broadcast_scalar",
                                    .kind = graph::Kind::kBroadcast,
                                    .along = graph::Along::kAll,
                                    .infer = infer,
                                    .gradient = gradient_scalar};
const graph::Op broadcast_rows_op{.name = "broadcast_rows",
                                  .kind = graph::Kind::kBroadcast,
                                  .along = graph::Along::kRows,
                                  .infer = infer,
                                  .gradient = gradient_rows};
const graph::Op broadcast_columns_op{.name = "broadcast_columns",
                                     .kind = graph::Kind::kBroadcast,
                                     .along = graph::Along::kColumns,
                                     .infer = infer,
                                     .gradient = gradient_columns};

Value broadcast_scalar(const Value& scalar, const Shape& shape) {
  if (shape.rank() == 0) return scalar;
  return scalar.graph().add(broadcast_scalar_op, {scalar}, {.shape = shape});
}

Value broadcast_rows(const Value& vector, const Shape& shape) {
  if (vector.shape() == shape) return vector;
  return vector.graph().add(broadcast_rows_op, {vector}, {.shape = shape});
}

Value broadcast_columns(const Value& tensor, const Shape& shape) {
  return tensor.graph().add(broadcast_columns_op, {tensor}, {.shape = shape});
}

Value broadcast_to(const Value& value, const Shape& shape) {
  if (value.shape() == shape) return value;
  return value.is_scalar() ? broadcast_scalar(value, shape) : broadcast_rows(value, shape);
}

}  // namespace occam::ops
