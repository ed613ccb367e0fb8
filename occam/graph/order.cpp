#include "occam/graph/order.h"

namespace occam::graph {

std::vector<int> canonical_order(const Graph& graph, std::span<const int> roots) {
  struct Frame {
    int id;
    std::size_t next_input;
  };
  std::vector<int> order;
  std::vector<bool> seen(static_cast<std::size_t>(graph.size()));
  std::vector<Frame> stack;  // explicit: a deep network must not overflow the call stack
  for (const int root : roots) {
    if (seen[static_cast<std::size_t>(root)]) continue;
    seen[static_cast<std::size_t>(root)] = true;
    stack.push_back({root, 0});
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const Node& node = graph[frame.id];
      if (frame.next_input == node.inputs.size()) {
        order.push_back(frame.id);
        stack.pop_back();
        continue;
      }
      const int input = node.inputs[frame.next_input++].id();
      if (seen[static_cast<std::size_t>(input)]) continue;
      seen[static_cast<std::size_t>(input)] = true;
      stack.push_back({input, 0});
    }
  }
  return order;
}

}  // namespace occam::graph
