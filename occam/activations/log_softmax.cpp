#include "occam/activations/log_softmax.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/log.h"
#include "occam/ops/max.h"
#include "occam/ops/sum.h"

namespace occam::activations {

graph::Value LogSoftmax::apply(const graph::Value& x) const {
  const graph::Value shifted = x - ops::max(x, {-1}, /*keepdims=*/true);
  return shifted - ops::log(ops::sum(ops::exp(shifted), {-1}, /*keepdims=*/true));
}

}  // namespace occam::activations
