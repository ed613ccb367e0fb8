#include "occam/ops/concatenate.h"

#include "occam/base/errors.h"
#include "occam/ops/axes.h"
#include "occam/ops/move.h"
#include "occam/ops/slice.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const std::int64_t axis = attributes.axes[0];
  const Shape& first = inputs[0].shape();
  check_movable(op, first);
  std::vector<std::int64_t> dims = first.dims();
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    const Shape& shape = inputs[i].shape();
    if (shape.rank() != first.rank() ||
        reduced_shape(shape, {axis}, true) != reduced_shape(first, {axis}, true))
      throw_invalid_value(op.name, "values",
                          "shapes that differ from " + to_text(first) + " in axis " +
                              std::to_string(axis) + " at most",
                          to_text(shape));
    dims[static_cast<std::size_t>(axis)] += shape[axis];
  }
  return Shape(std::move(dims));
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const graph::Node& node = result.node();
  const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
  std::vector<std::int64_t> begin(static_cast<std::size_t>(node.shape.rank()), 0);
  std::vector<Value> gradients;
  for (const Value& input : node.inputs) {
    gradients.push_back(slice(upstream, begin, input.shape()));
    begin[axis] += input.shape().dims()[axis];
  }
  return gradients;
}

graph::OpCalls lower(const graph::Node& node) {
  const std::vector<std::int64_t> to = strides_of(node.shape);
  const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
  graph::OpCalls calls;
  std::int64_t position = 0;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const Shape& shape = node.inputs[i].shape();
    calls.calls.push_back(move_call(node, {.input = i,
                                           .box = shape,
                                           .from = strides_of(shape),
                                           .to = to,
                                           .to_offset = position * to[axis]}));
    position += shape.dims()[axis];
  }
  return calls;
}

}  // namespace

const graph::Op concatenate_op{.name = "concatenate",
                               .kind = graph::Kind::kKernel,
                               .infer = infer,
                               .gradient = gradient,
                               .lower = lower};

Value concatenate(const std::vector<Value>& values, std::int64_t axis) {
  if (values.empty())
    throw_invalid_value(concatenate_op.name, "values", "one tensor or more", "none");
  check_movable(concatenate_op, values[0].shape());
  return values[0].graph().add(
      concatenate_op, values,
      {.axes = normalized_axes(concatenate_op.name, {axis}, values[0].shape().rank())});
}

}  // namespace occam::ops
