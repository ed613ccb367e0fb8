#include "occam/layers/temperature.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Temperature::build(const Scope& scope, const graph::Value& input) const {
  return input / scope.hyper(*this, &Temperature::temperature);
}

}  // namespace occam::layers
