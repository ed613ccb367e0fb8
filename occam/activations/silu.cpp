#include "occam/activations/silu.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sigmoid.h"

namespace occam::activations {

graph::Value Silu::apply(const graph::Value& x) const { return x * ops::sigmoid(x); }

}  // namespace occam::activations
