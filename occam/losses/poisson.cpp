#include "occam/losses/poisson.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/log.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value poisson_of(const graph::Value& target, const graph::Value& prediction) {
  return ops::sum_columns(prediction - target * ops::log(prediction + kEpsilon)) /
         static_cast<double>(prediction.shape().back());
}

graph::Value Poisson::per_sample(const ops::Scope&, const graph::Value& target,
                                 const graph::Value& prediction) const {
  return poisson_of(target, prediction);
}

}  // namespace occam::losses
