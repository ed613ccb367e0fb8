#include "occam/activations/hard_shrink.h"

#include "occam/ops/abs.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value HardShrink::apply(const graph::Value& x) const {
  const graph::Value seen = ops::greater(ops::abs(x), ops::fill_like(x, threshold));
  return ops::select(seen, x, ops::fill_like(x, 0.0));
}

}  // namespace occam::activations
