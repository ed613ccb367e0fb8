#include "occam/ops/broadcast.h"

#include "occam/base/errors.h"
#include "occam/ops/axes.h"
#include "occam/ops/move.h"
#include "occam/ops/reshape.h"
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

Shape infer_axes(const graph::Op& op, const std::vector<Value>& inputs,
                 const graph::Attributes& attributes) {
  const Shape &from = inputs[0].shape(), &to = attributes.shape;
  check_movable(op, from);
  for (std::int64_t axis = 0; axis < to.rank(); ++axis) {
    if (from.rank() != to.rank() || (from[axis] != to[axis] && from[axis] != 1))
      throw_invalid_value(op.name, "x", "sizes of " + to_text(to) + ", or 1", to_text(from));
  }
  return to;
}

std::vector<Value> gradient_axes(const Value& result, const Value& upstream) {
  const Shape& from = result.node().inputs[0].shape();
  Axes repeated;
  for (std::int64_t axis = 0; axis < from.rank(); ++axis) {
    if (from[axis] != upstream.shape()[axis]) repeated.push_back(axis);
  }
  return {sum(upstream, repeated, true)};
}

graph::OpCalls lower_axes(const graph::Node& node) {
  const Shape& shape = node.inputs[0].shape();
  Move move{.box = node.shape, .from = strides_of(shape), .to = strides_of(node.shape)};
  for (std::size_t axis = 0; axis < move.from.size(); ++axis) {
    if (shape.dims()[axis] == 1) move.from[axis] = 0;
  }
  return {{move_call(node, move)}};
}

}  // namespace

const graph::Op broadcast_axes_op{.name = "broadcast_axes",
                                  .kind = graph::Kind::kKernel,
                                  .infer = infer_axes,
                                  .gradient = gradient_axes,
                                  .lower = lower_axes};
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
  const Shape& from = value.shape();
  if (from == shape) return value;
  if (broadcast_shape("broadcast_to", shape, from) != shape)
    throw_invalid_value("broadcast_to", "shape", "one that " + to_text(from) + " broadcasts to",
                        to_text(shape));
  if (value.is_scalar()) return broadcast_scalar(value, shape);
  std::vector<std::int64_t> dims(static_cast<std::size_t>(shape.rank() - from.rank()), 1);
  dims.insert(dims.end(), from.begin(), from.end());
  const Shape aligned(std::move(dims));
  if (aligned == shape) return reshape(value, shape);
  // A vector along the last axis, and rows that repeat a number each, are views.
  if (shape.rank() > 1 && aligned.back() == shape.back() && from.size() == shape.back())
    return broadcast_rows(reshape(value, {shape.back()}), shape);
  const Shape lead = reduced_shape(shape, {shape.rank() - 1}, false);
  if (shape.rank() > 1 && reduced_shape(aligned, {shape.rank() - 1}, false) == lead)
    return broadcast_columns(reshape(value, lead), shape);
  return value.graph().add(broadcast_axes_op, {reshape(value, aligned)}, {.shape = shape});
}

}  // namespace occam::ops
