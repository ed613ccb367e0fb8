#include "occam/activations/leaky_relu.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value LeakyRelu::apply(const graph::Value& x) const {
  return ops::select(ops::greater(x, ops::fill_like(x, 0.0)), x, x * negative_slope);
}

}  // namespace occam::activations
