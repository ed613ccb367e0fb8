#include "occam/activations/elu.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/expm1.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/minimum.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value elu(const graph::Value& x, double alpha) {
  const graph::Value zero = ops::fill_like(x, 0.0);
  return ops::select(ops::greater_equal(x, zero), x, alpha * ops::expm1(ops::minimum(x, zero)));
}

graph::Value Elu::apply(const graph::Value& x) const { return elu(x, alpha); }

}  // namespace occam::activations
