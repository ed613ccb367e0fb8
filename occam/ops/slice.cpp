#include "occam/ops/slice.h"

#include "occam/base/errors.h"
#include "occam/ops/axes.h"
#include "occam/ops/move.h"
#include "occam/ops/pad.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape &x = inputs[0].shape(), &box = attributes.shape;
  const std::vector<std::int64_t>& begin = attributes.begin;
  check_movable(op, x);
  const auto rank = static_cast<std::size_t>(x.rank());
  if (begin.size() != rank)
    throw_invalid_value(op.name, "start_indices", "one number an axis of x, shape " + to_text(x),
                        tuple_text(begin));
  if (box.dims().size() != rank)
    throw_invalid_value(op.name, "shape", "one size an axis of x, shape " + to_text(x),
                        to_text(box));
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::int64_t size = x.dims()[axis];
    if (begin[axis] < 0 || begin[axis] > size)
      throw_invalid_value(op.name, "start_indices", "positions inside x, shape " + to_text(x),
                          tuple_text(begin));
    if (box.dims()[axis] < 0 || box.dims()[axis] > size - begin[axis])
      throw_invalid_value(
          op.name, "shape",
          "a box that begins at " + tuple_text(begin) + " and ends inside x, shape " + to_text(x),
          to_text(box));
  }
  return box;
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const graph::Node& node = result.node();
  PadWidth width;
  for (std::int64_t axis = 0; axis < node.shape.rank(); ++axis) {
    const std::int64_t before = node.attributes.begin[static_cast<std::size_t>(axis)];
    width.emplace_back(before, node.inputs[0].shape()[axis] - before - node.shape[axis]);
  }
  return {pad(upstream, width)};
}

graph::OpCalls lower(const graph::Node& node) {
  const std::vector<std::int64_t> from = strides_of(node.inputs[0].shape());
  Move move{.box = node.shape, .from = from, .to = strides_of(node.shape)};
  for (std::size_t axis = 0; axis < from.size(); ++axis)
    move.from_offset += node.attributes.begin[axis] * from[axis];
  return {{move_call(node, move)}};
}

}  // namespace

const graph::Op slice_op{.name = "slice",
                         .kind = graph::Kind::kKernel,
                         .infer = infer,
                         .gradient = gradient,
                         .lower = lower};

Value slice(const Value& x, std::vector<std::int64_t> start_indices, const Shape& shape) {
  return x.graph().add(slice_op, {x}, {.shape = shape, .begin = std::move(start_indices)});
}

}  // namespace occam::ops
