#include "occam/metrics/mean_absolute_error.h"

#include "occam/losses/mean_absolute_error.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

graph::Value MeanAbsoluteError::per_sample(const graph::Value& target,
                                           const graph::Value& prediction) const {
  const graph::Value error = losses::mean_absolute_error_of(target, prediction);
  return unit == 1.0 ? error : error * unit;
}

}  // namespace occam::metrics
