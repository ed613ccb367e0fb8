#pragma once

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Puts the nodes that compute something into groups, greedily in node order (choose_group.h). A
/// node that reads only variables and the batch waits for its first reader; a cheap node over
/// values in memory is computed again rather than stored. Assignments are left out, what they store
/// is computed.
Groups group_nodes(graph::Graph& graph);

}  // namespace occam::compiler
