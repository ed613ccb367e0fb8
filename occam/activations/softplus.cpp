#include "occam/activations/softplus.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/log1p.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value Softplus::apply(const graph::Value& x) const {
  // Selected by sign, not max and |x|: so the slope at 0 is 1/2.
  const graph::Value zero = ops::fill_like(x, 0.0);
  const graph::Value positive = ops::greater_equal(x, zero);
  return ops::select(positive, x, zero) + ops::log1p(ops::exp(ops::select(positive, -x, x)));
}

}  // namespace occam::activations
