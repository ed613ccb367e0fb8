#pragma once

#include <span>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// Adds the gradient of the scalar `loss` by each of `variables` to the graph, by the ops' gradient
/// rules (reverse mode). A variable that the loss does not depend on gets zeros. Throws
/// InternalError for an op on the path that has no gradient rule.
std::vector<graph::Value> gradient(const graph::Value& loss,
                                   std::span<const graph::Value> variables);

}  // namespace occam::compiler
