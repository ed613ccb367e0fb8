#include "occam/layers/leaky_re_lu.h"

#include "occam/activations/leaky_relu.h"

namespace occam::layers {

void LeakyReLU::check() const {
  check_float32(type, "negative_slope", negative_slope, at_least(0));
}

graph::Value LeakyReLU::build(const Scope&, const graph::Value& input) const {
  return activations::LeakyRelu{negative_slope}.apply(input);
}

}  // namespace occam::layers
