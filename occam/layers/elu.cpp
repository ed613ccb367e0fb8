#include "occam/layers/elu.h"

#include "occam/activations/elu.h"

namespace occam::layers {

void ELU::check() const { check_float32(type, "alpha", alpha, {}); }

graph::Value ELU::build(const Scope&, const graph::Value& input) const {
  return activations::Elu{alpha}.apply(input);
}

}  // namespace occam::layers
