#include "occam/metrics/concordance_correlation.h"

#include "occam/losses/cosine_similarity.h"
#include "occam/losses/logits.h"
#include "occam/metrics/moments.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"

namespace occam::metrics {

void ConcordanceCorrelation::check() const { losses::check_sample_axes(type, axis); }

graph::Value ConcordanceCorrelation::per_sample(const graph::Value& target,
                                                const graph::Value& prediction) const {
  const Moments seen = moments_of(type, target, prediction, axis);
  return 2.0 * seen.covariance /
         (seen.target_variance + seen.prediction_variance + ops::square(seen.difference) +
          losses::kEpsilon);
}

}  // namespace occam::metrics
