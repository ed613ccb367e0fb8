#include "occam/activations/relu.h"

#include "occam/ops/relu.h"

namespace occam::activations {

graph::Value Relu::apply(const graph::Value& x) const { return ops::relu(x); }

}  // namespace occam::activations
