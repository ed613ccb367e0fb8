#include "occam/activations/sparse_sigmoid.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value SparseSigmoid::apply(const graph::Value& x) const {
  const graph::Value one = ops::fill_like(x, 1.0), zero = ops::fill_like(x, 0.0);
  // Selected, not clipped: so there is no slope at -1 and 1.
  const graph::Value low = ops::select(ops::greater_equal(-one, x), zero, 0.5 * (x + 1.0));
  return ops::select(ops::greater_equal(x, one), one, low);
}

}  // namespace occam::activations
