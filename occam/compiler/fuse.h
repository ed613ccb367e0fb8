#pragma once

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Puts the nodes into groups, greedily in node order. A node joins a group of the same domain that
/// produces or reads one of its operands, when no operand depends on that group's end (a
/// reduction); a node that reads only variables waits for its first reader; a cheap node over
/// values in memory is computed again rather than stored. An assignment runs after every reader of
/// the old value.
Groups fuse(graph::Graph& graph);

}  // namespace occam::compiler
