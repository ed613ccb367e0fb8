#include "occam/losses/huber.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/minimum.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value Huber::per_sample(const ops::Scope& scope, const graph::Value& target,
                               const graph::Value& prediction) const {
  const graph::Value limit = scope.hyper(*this, &Huber::delta);
  const graph::Value error = ops::abs(prediction - target);
  const graph::Value near = ops::minimum(error, ops::broadcast_scalar(limit, error.shape()));
  const graph::Value loss = 0.5 * ops::square(near) + (error - near) * limit;
  return ops::sum_columns(loss) / static_cast<double>(prediction.shape().back());
}

}  // namespace occam::losses
