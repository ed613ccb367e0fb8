#include "occam/activations/softmax.h"

#include "occam/ops/softmax.h"

namespace occam::activations {

graph::Value Softmax::apply(const graph::Value& x) const { return ops::softmax(x); }

}  // namespace occam::activations
