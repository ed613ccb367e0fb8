#include "occam/ops/pad.h"

#include <limits>

#include "occam/base/errors.h"
#include "occam/ops/axes.h"
#include "occam/ops/move.h"
#include "occam/ops/slice.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape& x = inputs[0].shape();
  check_movable(op, x);
  if (attributes.begin.size() != x.dims().size())
    throw_invalid_value(op.name, "pad_width", "one pair an axis of x, shape " + to_text(x),
                        std::to_string(attributes.begin.size()) + " pairs");
  std::vector<std::int64_t> dims = x.dims();
  for (std::size_t axis = 0; axis < dims.size(); ++axis) {
    constexpr std::int64_t kMost = std::int64_t{1} << 40;
    for (const std::int64_t width : {attributes.begin[axis], attributes.end[axis]}) {
      if (width < 0 || width > kMost)
        throw_invalid_value(op.name, "pad_width", "numbers of elements, from 0 to 2^40",
                            std::to_string(width));
      dims[axis] += width;
    }
  }
  return Shape(std::move(dims));
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const graph::Node& node = result.node();
  return {slice(upstream, node.attributes.begin, node.inputs[0].shape())};
}

graph::OpCalls lower(const graph::Node& node) {
  const std::vector<std::int64_t> to = strides_of(node.shape);
  Move move{.box = node.inputs[0].shape(), .from = strides_of(node.inputs[0].shape()), .to = to};
  for (std::size_t axis = 0; axis < to.size(); ++axis)
    move.to_offset += node.attributes.begin[axis] * to[axis];
  return {{fill_call(node, node.attributes.number), move_call(node, move)}};
}

}  // namespace

const graph::Op pad_op{.name = "pad",
                       .kind = graph::Kind::kKernel,
                       .infer = infer,
                       .gradient = gradient,
                       .lower = lower};

Value pad(const Value& x, const PadWidth& pad_width, double constant_values) {
  graph::Attributes attributes{.number = constant_values};
  for (const auto& [before, after] : pad_width) {
    attributes.begin.push_back(before);
    attributes.end.push_back(after);
  }
  return x.graph().add(pad_op, {x}, std::move(attributes));
}

}  // namespace occam::ops
