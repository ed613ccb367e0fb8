#include "occam/ops/add.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream, upstream};
}

}  // namespace

const graph::Op add_op{.name = "add",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kAdd,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value add(const graph::Value& a, const graph::Value& b) {
  return elementwise(add_op, {a, b});
}

}  // namespace occam::ops
