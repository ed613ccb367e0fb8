#pragma once

#include <string>
#include <vector>

#include "occam/compiler/group.h"
#include "occam/kernels/weight_update.h"

namespace occam::compiler {

/// An optimizer's step on one weight that a kernel of its own computes.
struct MatchedUpdate {
  kernels::WeightUpdate kernel;
  std::vector<graph::Value> operands;  ///< in the kernel's order, without the partial sums
};

/// Groups without the nodes of their updates, which run after what is left of the group.
struct MatchedGroups {
  Groups groups;
  std::vector<bool> stored;                         ///< by node: must lie in memory
  std::vector<std::vector<MatchedUpdate>> updates;  ///< by group
};

/// Finds in each group the updates that optimizers/sgd.cpp and optimizers/adam.cpp write (not
/// amsgrad), with decoupled decay, the L1 and L2 terms of the gradient in any association and the
/// sums of |w| and w * w where they stand in the same group: by the structure of the nodes alone. A
/// group that holds anything else keeps it; an update with a node that something else reads stays a
/// tile program. `enabled` = false finds none.
MatchedGroups match_updates(graph::Graph& graph, Groups groups, bool enabled = true);

/// "adam 784x512 + l2, sum w^2".
std::string to_text(const MatchedUpdate& update);

/// One line an update.
std::string to_text(const MatchedGroups& matched);

}  // namespace occam::compiler
