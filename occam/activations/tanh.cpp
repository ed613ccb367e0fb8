#include "occam/activations/tanh.h"

#include "occam/ops/tanh.h"

namespace occam::activations {

graph::Value Tanh::apply(const graph::Value& x) const { return ops::tanh(x); }

}  // namespace occam::activations
