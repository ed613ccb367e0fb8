#include "occam/losses/log_cosh.h"

#include <numbers>

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/log1p.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value log_cosh_of(const graph::Value& target, const graph::Value& prediction) {
  const graph::Value size = ops::abs(prediction - target);
  const graph::Value loss = size + ops::log1p(ops::exp(-2.0 * size)) - std::numbers::ln2;
  return ops::sum_columns(loss) / static_cast<double>(prediction.shape().back());
}

graph::Value LogCosh::per_sample(const ops::Scope&, const graph::Value& target,
                                 const graph::Value& prediction) const {
  return log_cosh_of(target, prediction);
}

}  // namespace occam::losses
