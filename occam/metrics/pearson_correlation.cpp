#include "occam/metrics/pearson_correlation.h"

#include "occam/losses/cosine_similarity.h"
#include "occam/metrics/moments.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/sqrt.h"

namespace occam::metrics {

void PearsonCorrelation::check() const { losses::check_sample_axes(type, axis); }

graph::Value PearsonCorrelation::per_sample(const graph::Value& target,
                                            const graph::Value& prediction) const {
  const Moments seen = moments_of(type, target, prediction, axis);
  const graph::Value norm = ops::sqrt(seen.target_variance) * ops::sqrt(seen.prediction_variance);
  return seen.covariance / (norm + ops::equal(norm, ops::fill_like(norm, 0.0)));
}

}  // namespace occam::metrics
