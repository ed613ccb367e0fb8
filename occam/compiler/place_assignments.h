#pragma once

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Groups with the graph's assignments: each in the group that computes its value when every other
/// reader of the variable can run before, else in one of its own. An assignment runs after every
/// reader of the old value.
Groups place_assignments(graph::Graph& graph, Groups groups);

}  // namespace occam::compiler
