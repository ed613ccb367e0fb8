#include "occam/activations/soft_shrink.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/relu.h"

namespace occam::activations {

graph::Value SoftShrink::apply(const graph::Value& x) const {
  return ops::relu(x - threshold) - ops::relu(-x - threshold);
}

}  // namespace occam::activations
