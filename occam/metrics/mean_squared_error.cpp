#include "occam/metrics/mean_squared_error.h"

#include "occam/losses/mean_squared_error.h"

namespace occam::metrics {

graph::Value MeanSquaredError::per_sample(const graph::Value& target,
                                          const graph::Value& prediction) const {
  return losses::mean_squared_error_of(target, prediction);
}

}  // namespace occam::metrics
