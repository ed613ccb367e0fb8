#include "occam/activations/selu.h"

#include "occam/activations/elu.h"
#include "occam/ops/arithmetic.h"

namespace occam::activations {

graph::Value Selu::apply(const graph::Value& x) const {
  constexpr double kAlpha = 1.6732632423543772, kScale = 1.0507009873554805;
  return kScale * elu(x, kAlpha);
}

}  // namespace occam::activations
