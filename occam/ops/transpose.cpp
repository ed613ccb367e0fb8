#include "occam/ops/transpose.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/ops/move.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape& x = inputs[0].shape();
  check_movable(op, x);
  std::vector<std::int64_t> dims;
  for (const std::int64_t axis : attributes.axes) dims.push_back(x[axis]);
  return Shape(std::move(dims));
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Axes& axes = result.node().attributes.axes;
  Axes inverse(axes.size());
  for (std::size_t k = 0; k < axes.size(); ++k)
    inverse[static_cast<std::size_t>(axes[k])] = static_cast<std::int64_t>(k);
  return {transpose(upstream, inverse)};
}

graph::OpCalls lower(const graph::Node& node) {
  const std::vector<std::int64_t> strides = strides_of(node.inputs[0].shape());
  Move move{.box = node.shape, .from = {}, .to = strides_of(node.shape)};
  for (const std::int64_t axis : node.attributes.axes)
    move.from.push_back(strides[static_cast<std::size_t>(axis)]);
  return {{move_call(node, move)}};
}

}  // namespace

const graph::Op transpose_op{.name = "transpose",
                             .kind = graph::Kind::kKernel,
                             .infer = infer,
                             .gradient = gradient,
                             .lower = lower};

Value transpose(const Value& x, const Axes& axes) {
  const std::int64_t rank = x.shape().rank();
  Axes order = axes;
  if (order.empty()) {
    order = all_axes(rank);
    std::reverse(order.begin(), order.end());
  }
  const Axes sorted = normalized_axes(transpose_op.name, order, rank);
  if (sorted.size() != static_cast<std::size_t>(rank))
    throw_invalid_value(transpose_op.name, "axes", "every axis of x, shape " + to_text(x.shape()),
                        tuple_text(order));
  for (std::int64_t& axis : order) axis = axis < 0 ? axis + rank : axis;
  if (order == sorted) return x;
  return x.graph().add(transpose_op, {x}, {.axes = std::move(order)});
}

}  // namespace occam::ops
