#pragma once

#include <vector>

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Where the updates of matrices run: before the first product after what they wait for, in the
/// order in which that is there. A weight that the backward pass has just read is then still in the
/// cache. With an update goes what waits for it, and a product that nothing else reads. `order` is
/// one in which the groups can run; so is the result, and all others keep their places in it.
std::vector<int> place_updates(const graph::Graph& graph, const Groups& groups,
                               const std::vector<int>& order);

}  // namespace occam::compiler
