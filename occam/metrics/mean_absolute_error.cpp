#include "occam/metrics/mean_absolute_error.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

graph::Value MeanAbsoluteError::per_sample(const graph::Value& target,
                                           const graph::Value& prediction) const {
  const graph::Value error = ops::sum_columns(ops::abs(prediction - target)) /
                             static_cast<double>(prediction.shape().back());
  return unit == 1.0 ? error : error * unit;
}

}  // namespace occam::metrics
