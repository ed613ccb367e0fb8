#include "occam/metrics/kl_divergence.h"

#include "occam/losses/kl_divergence.h"

namespace occam::metrics {

graph::Value KLDivergence::per_sample(const graph::Value& target,
                                      const graph::Value& prediction) const {
  return losses::kl_divergence_of(target, prediction);
}

}  // namespace occam::metrics
