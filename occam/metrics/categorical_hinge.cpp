#include "occam/metrics/categorical_hinge.h"

#include "occam/losses/categorical_hinge.h"

namespace occam::metrics {

graph::Value CategoricalHinge::per_sample(const graph::Value& target,
                                          const graph::Value& prediction) const {
  return losses::categorical_hinge_of(target, prediction);
}

}  // namespace occam::metrics
