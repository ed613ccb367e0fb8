#include "occam/constraints/min_max_norm.h"

#include "occam/base/errors.h"
#include "occam/constraints/norms.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"

namespace occam::constraints {

using graph::Value;

void MinMaxNorm::check() const {
  if (min_value.is_number() && max_value.is_number() && min_value.value() > max_value.value()) {
    throw_invalid_value(type, "min_value", "a number <= max_value=" + to_text(max_value.value()),
                        to_text(min_value.value()));
  }
}

Value MinMaxNorm::project(const ops::Scope& scope, const Value& weight) const {
  const Value norm = norms(type, scope, weight, axis);
  const auto number = [&](Hyper MinMaxNorm::*member) {
    return ops::broadcast_to(scope.hyper(*this, member), norm.shape());
  };
  const Value share = number(&MinMaxNorm::rate);
  const Value inside =
      ops::clip(norm, number(&MinMaxNorm::min_value), number(&MinMaxNorm::max_value));
  return with_norms(weight, norm, share * inside + (1.0 - share) * norm);
}

}  // namespace occam::constraints
