#include "occam/metrics/mean_absolute_percentage_error.h"

#include "occam/losses/mean_absolute_percentage_error.h"

namespace occam::metrics {

graph::Value MeanAbsolutePercentageError::per_sample(const graph::Value& target,
                                                     const graph::Value& prediction) const {
  return losses::mean_absolute_percentage_error_of(target, prediction);
}

}  // namespace occam::metrics
