#include "occam/metrics/concordance_correlation.h"

#include "occam/losses/logits.h"
#include "occam/metrics/moments.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"

namespace occam::metrics {

graph::Value ConcordanceCorrelation::per_sample(const graph::Value& target,
                                                const graph::Value& prediction) const {
  const Moments seen = moments_of(target, prediction);
  return 2.0 * seen.covariance /
         (seen.target_variance + seen.prediction_variance + ops::square(seen.difference) +
          losses::kEpsilon);
}

}  // namespace occam::metrics
