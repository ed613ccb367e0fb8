#include "occam/losses/mean_squared_logarithmic_error.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log1p.h"
#include "occam/ops/maximum.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value mean_squared_logarithmic_error_of(const graph::Value& target,
                                               const graph::Value& prediction) {
  const auto logarithm = [](const graph::Value& x) {
    return ops::log1p(ops::maximum(x, ops::fill_like(x, kEpsilon)));
  };
  return ops::sum_columns(ops::square(logarithm(prediction) - logarithm(target))) /
         static_cast<double>(prediction.shape().back());
}

graph::Value MeanSquaredLogarithmicError::per_sample(const ops::Scope&, const graph::Value& target,
                                                     const graph::Value& prediction) const {
  return mean_squared_logarithmic_error_of(target, prediction);
}

}  // namespace occam::losses
