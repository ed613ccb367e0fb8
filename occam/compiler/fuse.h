#pragma once

#include <functional>

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Puts the nodes into groups, each of which one kernel call computes: group_nodes,
/// place_assignments and drop_unread, one after another, then sort_groups in the order of
/// place_updates. `trace` sees what each of the first three makes, by its name.
Groups fuse(graph::Graph& graph,
            const std::function<void(const char* pass, const Groups&)>& trace = {});

}  // namespace occam::compiler
