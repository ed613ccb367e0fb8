#include "occam/ops/reshape.h"

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op& op, const std::vector<graph::Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape &from = inputs[0].shape(), &to = attributes.shape;
  if (from.rank() == 0) throw_invalid_value(op.name, "x", "rank >= 1", to_text(from));
  for (const std::int64_t size : to) {
    if (size < 0) throw_invalid_value(op.name, "shape", "sizes >= 0", tuple_text(to.dims()));
  }
  if (to.rank() == 0 || from.size() != to.size())
    throw_invalid_value(op.name, "shape",
                        "as many elements as x of shape " + to_text(from) + " has, rank >= 1",
                        tuple_text(to.dims()));
  return attributes.shape;
}

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  return {reshape(upstream, result.node().inputs[0].shape())};
}

}  // namespace

const graph::Op reshape_op{
    .name = "reshape", .kind = graph::Kind::kAlias, .infer = infer, .gradient = gradient};

graph::Value reshape(const graph::Value& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  return x.graph().add(reshape_op, {x}, {.shape = shape});
}

}  // namespace occam::ops
