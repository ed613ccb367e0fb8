#include "occam/activations/exponential.h"

#include "occam/ops/exp.h"

namespace occam::activations {

graph::Value Exponential::apply(const graph::Value& x) const { return ops::exp(x); }

}  // namespace occam::activations
