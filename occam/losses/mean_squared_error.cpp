#include "occam/losses/mean_squared_error.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value MeanSquaredError::per_sample(const ops::Scope&, const graph::Value& target,
                                          const graph::Value& prediction) const {
  return ops::sum_columns(ops::square(prediction - target)) /
         static_cast<double>(prediction.shape().back());
}

}  // namespace occam::losses
