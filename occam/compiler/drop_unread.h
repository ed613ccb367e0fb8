#pragma once

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Groups without the nodes that every reader computes for itself: which nothing in their group
/// reads and nothing outside needs in memory. A group may be left without nodes.
Groups drop_unread(graph::Graph& graph, Groups groups);

}  // namespace occam::compiler
