#include "occam/losses/mean_squared_error.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value mean_squared_error_of(const graph::Value& target, const graph::Value& prediction) {
  return ops::sum_columns(ops::square(prediction - target)) /
         static_cast<double>(prediction.shape().back());
}

graph::Value MeanSquaredError::per_sample(const ops::Scope&, const graph::Value& target,
                                          const graph::Value& prediction) const {
  return mean_squared_error_of(target, prediction);
}

}  // namespace occam::losses
