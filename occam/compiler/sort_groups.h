#pragma once

#include <vector>

#include "occam/compiler/group.h"

namespace occam::compiler {

/// The groups' indices in an order in which they can run: in rounds over all of them, a round runs
/// each that waits for no group behind it. Throws InternalError when groups wait for each other.
std::vector<int> runnable_order(const Groups& groups);

/// The groups in another order, of their indices.
Groups sort_groups(Groups groups, const std::vector<int>& order);

}  // namespace occam::compiler
