#include "occam/activations/celu.h"

#include "occam/activations/elu.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/expm1.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/minimum.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value Celu::apply(const graph::Value& x) const {
  const graph::Value zero = ops::fill_like(x, 0.0);
  const graph::Value below = alpha * ops::expm1(ops::minimum(x, zero) / alpha);
  return ops::select(ops::greater_equal(x, zero), x, below);
}

}  // namespace occam::activations
