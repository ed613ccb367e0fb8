#include "occam/layers/identity.h"

namespace occam::layers {

graph::Value Identity::build(const Scope&, const graph::Value& input) const { return input; }

}  // namespace occam::layers
