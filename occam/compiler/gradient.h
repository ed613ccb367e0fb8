#pragma once

#include <span>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// Adds the gradient of the scalar `loss` by each of `variables` to the graph, by the ops' gradient
/// rules (reverse mode); one may also be a value that is worked out, which is then taken as given.
/// A variable that the loss does not depend on gets zeros. Throws InvalidArgument that names the op
/// when the loss depends on a variable through an op, or through an input of one, that has no
/// gradient.
std::vector<graph::Value> gradient(const graph::Value& loss,
                                   std::span<const graph::Value> variables);

}  // namespace occam::compiler
