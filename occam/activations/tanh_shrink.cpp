#include "occam/activations/tanh_shrink.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/tanh.h"

namespace occam::activations {

graph::Value TanhShrink::apply(const graph::Value& x) const { return x - ops::tanh(x); }

}  // namespace occam::activations
