#include "occam/metrics/squared_hinge.h"

#include "occam/losses/squared_hinge.h"

namespace occam::metrics {

graph::Value SquaredHinge::per_sample(const graph::Value& target,
                                      const graph::Value& prediction) const {
  return losses::squared_hinge_of(target, prediction);
}

}  // namespace occam::metrics
