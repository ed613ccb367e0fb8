#include "occam/activations/hard_silu.h"

#include "occam/activations/hard_sigmoid.h"
#include "occam/ops/arithmetic.h"

namespace occam::activations {

graph::Value HardSilu::apply(const graph::Value& x) const { return x * HardSigmoid{}.apply(x); }

}  // namespace occam::activations
