#pragma once

#include <functional>

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Puts the nodes into groups, each of which one kernel call computes: group_nodes,
/// place_assignments, drop_unread and sort_groups, one after another. `trace` sees what each but
/// the last makes, by its name.
Groups fuse(graph::Graph& graph,
            const std::function<void(const char* pass, const Groups&)>& trace = {});

}  // namespace occam::compiler
