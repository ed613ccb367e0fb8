#include "occam/ops/dropout.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  const graph::Node& node = result.node();
  return {elementwise(dropout_op, {upstream, node.inputs[1]}, {.stream = node.attributes.stream}),
          graph::Value{}};
}

}  // namespace

const graph::Op dropout_op{.name = "dropout",
                           .kind = graph::Kind::kElementwise,
                           .elementwise = kernels::ElementwiseOp::kDropout,
                           .infer = same_shape,
                           .gradient = gradient,
                           .no_gradient_by = {"", "rate"}};

graph::Value dropout(const graph::Value& x, const graph::Value& rate, std::uint32_t stream) {
  return elementwise(dropout_op, {x, broadcast_to(rate, x.shape())}, {.stream = stream});
}

}  // namespace occam::ops
