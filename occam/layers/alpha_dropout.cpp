#include "occam/layers/alpha_dropout.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"

namespace occam::layers {
namespace {

/// -alpha scale of selu.
constexpr double kLimit = -1.6732632423543772 * 1.0507009873554805;

}  // namespace

graph::Value AlphaDropout::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value rate_now =
      scope.hyper(*this, &AlphaDropout::rate);  // also outside training: its path always exists
  const Shape drawn = drawn_shape(type, noise_shape, input.shape());
  if (!scope.training()) return input;
  const graph::Value uniform = ops::random_uniform(scope.graph(), drawn, scope.stream());
  const graph::Value kept = ops::broadcast_to(
      ops::greater_equal(uniform, ops::broadcast_scalar(rate_now, drawn)), input.shape());
  const graph::Value factor =
      ops::reciprocal(ops::sqrt((1.0 - rate_now) * (1.0 + rate_now * (kLimit * kLimit))));
  return factor * (input * kept + kLimit * (1.0 - kept)) - factor * rate_now * kLimit;
}

}  // namespace occam::layers
