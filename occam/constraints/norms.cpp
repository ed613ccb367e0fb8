#include "occam/constraints/norms.h"

#include <string>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::constraints {

using graph::Value;

Value norms(std::string_view type, const ops::Scope& scope, const Value& weight, Int axis) {
  const std::int64_t rank = weight.shape().rank();
  if (axis < -rank || axis >= rank) {
    throw_invalid_value(scope.path() + ": " + std::string(type), "axis",
                        "an axis of the weight of shape " + to_text(weight.shape()),
                        std::to_string(static_cast<long long>(axis)));
  }
  // The sum over the first axis of a vector or matrix broadcasts as it is, and fuses.
  const bool first = rank <= 2 && (axis == 0 || axis == -rank);
  return ops::sqrt(ops::sum(ops::square(weight), {axis}, /*keepdims=*/!first));
}

Value with_norms(const Value& weight, const Value& norms, const Value& wanted) {
  constexpr double kEpsilon = 1e-7;  // Keras's backend.epsilon()
  const Value below = norms + kEpsilon;
  return weight * (wanted ? wanted / below : 1.0 / below);
}

}  // namespace occam::constraints
