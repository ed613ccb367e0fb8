#include "occam/layers/temperature.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/constant.h"
#include "occam/ops/maximum.h"

namespace occam::layers {

constexpr double kLeast = 1e-6;

graph::Value Temperature::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value number = scope.hyper(*this, &Temperature::temperature);
  return input / ops::maximum(number, ops::constant(scope.graph(), kLeast));
}

}  // namespace occam::layers
