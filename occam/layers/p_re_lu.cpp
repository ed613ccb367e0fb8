#include "occam/layers/p_re_lu.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/relu.h"

namespace occam::layers {

graph::Value PReLU::build(const Scope& scope, const graph::Value& input) const {
  std::vector<std::int64_t> sizes = input.shape().tail().dims();
  for (const std::int64_t shared : shared_axes.shape()) {
    if (shared < 1 || shared > static_cast<std::int64_t>(sizes.size())) {
      throw_invalid_value(type, "shared_axes", "axes of a sample, from 1",
                          to_text(FieldValue<Dims>::write(shared_axes)));
    }
    sizes[static_cast<std::size_t>(shared - 1)] = 1;
  }
  const graph::Value alpha = scope.add_weight({.name = "alpha",
                                               .shape = Shape(sizes),
                                               .initializer = alpha_initializer,
                                               .regularizer = alpha_regularizer,
                                               .constraint = alpha_constraint});
  return ops::relu(input) - ops::relu(-input) * ops::broadcast_to(alpha, input.shape());
}

}  // namespace occam::layers
