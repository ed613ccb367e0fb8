#include "occam/ops/copy.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value&, const graph::Value& upstream) {
  return {upstream};
}

}  // namespace

const graph::Op copy_op{.name = "copy",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kCopy,
                        .infer = same_shape,
                        .gradient = gradient};

graph::Value copy(const graph::Value& x) { return elementwise(copy_op, {x}); }

}  // namespace occam::ops
