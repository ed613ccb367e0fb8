#include "occam/ops/reshape.h"

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

Shape infer(const std::vector<graph::Value>& inputs, const graph::Attributes& attributes) {
  check_internal(!inputs[0].is_scalar() && attributes.shape.rank() > 0, "reshape of a scalar");
  check_internal(inputs[0].shape().size() == attributes.shape.size(),
                 "reshape to another number of elements");
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
