#include "occam/losses/mean_absolute_error.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value mean_absolute_error_of(const graph::Value& target, const graph::Value& prediction) {
  return ops::sum_columns(ops::abs(prediction - target)) /
         static_cast<double>(prediction.shape().back());
}

graph::Value MeanAbsoluteError::per_sample(const ops::Scope&, const graph::Value& target,
                                           const graph::Value& prediction) const {
  return mean_absolute_error_of(target, prediction);
}

}  // namespace occam::losses
