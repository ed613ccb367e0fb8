#include "occam/activations/linear.h"

namespace occam::activations {

graph::Value Linear::apply(const graph::Value& x) const { return x; }

}  // namespace occam::activations
