#include "occam/activations/gelu.h"

#include <cmath>
#include <numbers>

#include "occam/ops/arithmetic.h"
#include "occam/ops/erf.h"
#include "occam/ops/square.h"
#include "occam/ops/tanh.h"

namespace occam::activations {

graph::Value Gelu::apply(const graph::Value& x) const {
  if (!approximate) return 0.5 * x * (1.0 + ops::erf(x * std::sqrt(0.5)));
  const double slope = std::sqrt(2 / std::numbers::pi);
  return 0.5 * x * (1.0 + ops::tanh(slope * x * (1.0 + 0.044715 * ops::square(x))));
}

}  // namespace occam::activations
