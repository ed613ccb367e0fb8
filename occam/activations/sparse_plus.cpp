#include "occam/activations/sparse_plus.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"

namespace occam::activations {

graph::Value SparsePlus::apply(const graph::Value& x) const {
  const graph::Value one = ops::fill_like(x, 1.0);
  const graph::Value inside = ops::clip(x, ops::fill_like(x, -1.0), one);
  return ops::select(ops::greater_equal(x, one), x, 0.25 * ops::square(inside + 1.0));
}

}  // namespace occam::activations
