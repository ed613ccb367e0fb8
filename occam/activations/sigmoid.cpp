#include "occam/activations/sigmoid.h"

#include "occam/ops/sigmoid.h"

namespace occam::activations {

graph::Value Sigmoid::apply(const graph::Value& x) const { return ops::sigmoid(x); }

}  // namespace occam::activations
