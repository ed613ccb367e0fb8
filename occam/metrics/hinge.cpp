#include "occam/metrics/hinge.h"

#include "occam/losses/hinge.h"

namespace occam::metrics {

graph::Value Hinge::per_sample(const graph::Value& target, const graph::Value& prediction) const {
  return losses::hinge_of(target, prediction);
}

}  // namespace occam::metrics
