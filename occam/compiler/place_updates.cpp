#include "occam/compiler/place_updates.h"

#include <algorithm>

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;

class PlacingUpdates {
 public:
  PlacingUpdates(const Graph& graph, const Groups& groups, const std::vector<int>& order)
      : groups_(groups.groups),
        dependents_(groups_.size()),
        missing_(groups_.size()),
        waits_(groups_.size()) {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      missing_[g] = groups_[g].depends.size();
      for (const int other : groups_[g].depends) dependents_[index(other)].push_back(index(g));
    }
    choose(graph, order);
  }

  std::vector<int> run(const std::vector<int>& order) {
    for (const int g : order) {
      if (waits_[index(g)] && missing_[index(g)] == 0) ready_.push_back(index(g));
    }
    for (const int g : order) {
      if (waits_[index(g)]) continue;
      if (groups_[index(g)].kind == Group::kMatmul) run_ready();
      place(index(g));
    }
    run_ready();
    return std::move(placed_);
  }

 private:
  template <class Integer>
  static std::size_t index(Integer g) {
    return static_cast<std::size_t>(g);
  }

  /// Which groups wait for the next product.
  void choose(const Graph& graph, const std::vector<int>& order) {
    const auto waits = [&](auto g) { return waits_[index(g)]; };
    for (const int g : order) {
      const Group& group = groups_[index(g)];
      waits_[index(g)] = std::any_of(group.depends.begin(), group.depends.end(), waits) ||
                         std::any_of(group.nodes.begin(), group.nodes.end(), [&](int id) {
                           return graph[id].op->kind == Kind::kAssign && graph[id].shape.rank() > 1;
                         });
    }
    for (std::size_t i = order.size(); i-- > 0;) {
      const std::size_t g = index(order[i]);
      const std::vector<std::size_t>& readers = dependents_[g];
      if (groups_[g].kind == Group::kMatmul && !readers.empty())
        waits_[g] = waits_[g] || std::all_of(readers.begin(), readers.end(), waits);
    }
  }

  void place(std::size_t g) {
    placed_.push_back(static_cast<int>(g));
    for (const std::size_t next : dependents_[g]) {
      if (--missing_[next] == 0 && waits_[next]) ready_.push_back(next);
    }
  }

  void run_ready() {
    for (std::size_t i = 0; i < ready_.size(); ++i) place(ready_[i]);  // which makes others ready
    ready_.clear();
  }

  const std::vector<Group>& groups_;
  std::vector<std::vector<std::size_t>> dependents_;
  std::vector<std::size_t> missing_;  ///< dependencies that have no place yet
  std::vector<bool> waits_;
  std::vector<std::size_t> ready_;  ///< of those that wait, in the order in which they became so
  std::vector<int> placed_;
};

}  // namespace

std::vector<int> place_updates(const Graph& graph, const Groups& groups,
                               const std::vector<int>& order) {
  return PlacingUpdates(graph, groups, order).run(order);
}

}  // namespace occam::compiler
