#include "occam/metrics/moments.h"

#include "occam/losses/cosine_similarity.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/mean.h"
#include "occam/ops/square.h"

namespace occam::metrics {

using graph::Value;

Moments moments_of(std::string_view metric, const Value& target, const Value& prediction,
                   const AxisList& axis) {
  const ops::Axes over = ops::normalized_axes(metric, axis.axes(), prediction.shape().rank());
  if (over.front() == 0) losses::check_sample_axes(metric, 0);
  const auto mean = [&](const Value& x) { return ops::mean(x, over); };
  const auto kept = [&](const Value& x) { return ops::mean(x, over, /*keepdims=*/true); };
  const Value y = target - kept(target), p = prediction - kept(prediction);
  return {mean(ops::square(y)), mean(ops::square(p)), mean(y * p), mean(target) - mean(prediction)};
}

}  // namespace occam::metrics
