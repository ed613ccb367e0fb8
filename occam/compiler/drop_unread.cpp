#include "occam/compiler/drop_unread.h"

namespace occam::compiler {

using graph::Kind;
using graph::Node;
using graph::Value;

Groups drop_unread(graph::Graph& graph, Groups groups) {
  const std::vector<bool> stored = stored_nodes(graph, groups);
  std::vector<int> read_in(static_cast<std::size_t>(graph.size()), -1);  // by node, the last group
  for (std::size_t g = 0; g < groups.groups.size(); ++g) {
    const int index = static_cast<int>(g);
    std::vector<int>& nodes = groups.groups[g].nodes;
    std::vector<int> kept;
    for (auto id = nodes.rbegin(); id != nodes.rend(); ++id) {
      const Node& node = graph[*id];
      const auto at = static_cast<std::size_t>(*id);
      const bool fused = node.op->kind == Kind::kElementwise || node.op->kind == Kind::kBroadcast;
      const bool stores = stored[at] && groups.home[at] == index;
      if (fused && !stores && read_in[at] != index) continue;
      kept.push_back(*id);
      for (const Value& input : node.inputs)
        read_in[static_cast<std::size_t>(root_of(input).id())] = index;
    }
    nodes.assign(kept.rbegin(), kept.rend());
  }
  return groups;
}

}  // namespace occam::compiler
