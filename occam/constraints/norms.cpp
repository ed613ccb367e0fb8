#include "occam/constraints/norms.h"

#include <string>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::constraints {

using graph::Value;

void check_axis(std::string_view type, Int axis) {
  if (axis != 0) {
    throw_invalid_value(type, "axis", "0, the weights that enter each unit",
                        std::to_string(static_cast<long long>(axis)));
  }
}

Value norms(std::string_view type, const ops::Scope& scope, const Value& weight) {
  if (weight.shape().rank() > 2) {
    throw InvalidArgument(scope.path() + ": " + std::string(type) +
                          " with axis 0 takes a vector or a matrix. Received: a weight of shape " +
                          to_text(weight.shape()));
  }
  const Value squares = ops::square(weight);
  return ops::sqrt(weight.shape().rank() == 1 ? ops::sum(squares) : ops::sum_rows(squares));
}

Value with_norms(const Value& weight, const Value& norms, const Value& wanted) {
  constexpr double kEpsilon = 1e-7;  // Keras's backend.epsilon()
  const Value below = norms + kEpsilon;
  return weight * (wanted ? wanted / below : 1.0 / below);
}

}  // namespace occam::constraints
