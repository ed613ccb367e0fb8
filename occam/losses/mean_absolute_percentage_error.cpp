#include "occam/losses/mean_absolute_percentage_error.h"

#include "occam/losses/logits.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value mean_absolute_percentage_error_of(const graph::Value& target,
                                               const graph::Value& prediction) {
  const graph::Value size = ops::maximum(ops::abs(target), ops::fill_like(target, kEpsilon));
  return 100.0 * ops::sum_columns(ops::abs((target - prediction) / size)) /
         static_cast<double>(prediction.shape().back());
}

graph::Value MeanAbsolutePercentageError::per_sample(const ops::Scope&, const graph::Value& target,
                                                     const graph::Value& prediction) const {
  return mean_absolute_percentage_error_of(target, prediction);
}

}  // namespace occam::losses
