#include "occam/metrics/mean_squared_logarithmic_error.h"

#include "occam/losses/mean_squared_logarithmic_error.h"

namespace occam::metrics {

graph::Value MeanSquaredLogarithmicError::per_sample(const graph::Value& target,
                                                     const graph::Value& prediction) const {
  return losses::mean_squared_logarithmic_error_of(target, prediction);
}

}  // namespace occam::metrics
