#include "occam/metrics/log_cosh_error.h"

#include "occam/losses/log_cosh.h"

namespace occam::metrics {

graph::Value LogCoshError::per_sample(const graph::Value& target,
                                      const graph::Value& prediction) const {
  return losses::log_cosh_of(target, prediction);
}

}  // namespace occam::metrics
