#include "occam/losses/categorical_generalized_cross_entropy.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/expm1.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

Value CategoricalGeneralizedCrossEntropy::per_sample(const ops::Scope& scope, const Value& target,
                                                     const Value& prediction) const {
  // A schedule may be 0, where the limit is the cross-entropy.
  constexpr double kLeast = 1e-6;
  const Value given = scope.hyper(*this, &CategoricalGeneralizedCrossEntropy::q);
  const Value power = ops::maximum(given, ops::fill_like(given, kLeast));
  const Value p = ops::sum_columns(prediction * ops::one_hot(target, prediction.shape().back()));
  // The logarithm has to exist where the chance is 0.
  const Value none = ops::equal(p, ops::fill_like(p, 0.0));
  return (none - ops::expm1(power * ops::log(p + none))) / power;
}

}  // namespace occam::losses
