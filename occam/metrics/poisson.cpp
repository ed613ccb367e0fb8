#include "occam/metrics/poisson.h"

#include "occam/losses/poisson.h"

namespace occam::metrics {

graph::Value Poisson::per_sample(const graph::Value& target, const graph::Value& prediction) const {
  return losses::poisson_of(target, prediction);
}

}  // namespace occam::metrics
