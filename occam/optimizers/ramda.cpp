#include "occam/optimizers/ramda.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/log.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/optimizers/dual_averaging.h"

namespace occam::optimizers {

using graph::Value;

Update RAMDA::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value share = scope.learning_rate(*this, &RAMDA::learning_rate) * ops::sqrt(scope.step());
  const Value squares = scope.slot("square_sum");
  const Value u = squares + ops::square(gradient) * share;
  // A weight that had no gradient yet: the root of 0 is exp(-inf), 0.
  const Value root = ops::exp(ops::log(u) * (1.0 / 3.0));
  return DualAveraging{.share = share,
                       .metric = root + scope.hyper(*this, &RAMDA::epsilon),
                       .momentum = scope.hyper(*this, &RAMDA::momentum),
                       .zero_below = scope.hyper(*this, &RAMDA::zero_below),
                       .slots = {{squares, u}}}
      .step(scope, weight, gradient);
}

}  // namespace occam::optimizers
