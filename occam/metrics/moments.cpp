#include "occam/metrics/moments.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/mean.h"
#include "occam/ops/square.h"

namespace occam::metrics {

using graph::Value;

Moments moments_of(const Value& target, const Value& prediction) {
  const auto mean = [](const Value& x) { return ops::mean(x, {-1}); };
  const Value target_mean = mean(target), prediction_mean = mean(prediction);
  const Value y = target - ops::broadcast_columns(target_mean, target.shape());
  const Value p = prediction - ops::broadcast_columns(prediction_mean, prediction.shape());
  return {mean(ops::square(y)), mean(ops::square(p)), mean(y * p), target_mean - prediction_mean};
}

}  // namespace occam::metrics
