#include "occam/losses/squared_hinge.h"

#include "occam/losses/hinge.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value squared_hinge_of(const graph::Value& target, const graph::Value& prediction) {
  return ops::sum_columns(ops::square(margin_missed(target, prediction))) /
         static_cast<double>(prediction.shape().back());
}

graph::Value SquaredHinge::per_sample(const ops::Scope&, const graph::Value& target,
                                      const graph::Value& prediction) const {
  return squared_hinge_of(target, prediction);
}

}  // namespace occam::losses
