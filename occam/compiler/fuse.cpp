#include "occam/compiler/fuse.h"

#include "occam/compiler/drop_unread.h"
#include "occam/compiler/group_nodes.h"
#include "occam/compiler/place_assignments.h"
#include "occam/compiler/place_updates.h"
#include "occam/compiler/sort_groups.h"

namespace occam::compiler {

Groups fuse(graph::Graph& graph,
            const std::function<void(const char* pass, const Groups&)>& trace) {
  const auto passed = [&](const char* pass, Groups groups) {
    if (trace) trace(pass, groups);
    return groups;
  };
  Groups groups = passed("group nodes", group_nodes(graph));
  groups = passed("place assignments", place_assignments(graph, std::move(groups)));
  groups = passed("drop unread", drop_unread(graph, std::move(groups)));
  const std::vector<int> order = place_updates(graph, groups, runnable_order(groups));
  return sort_groups(std::move(groups), order);
}

}  // namespace occam::compiler
