#include "occam/compiler/sort_groups.h"

#include <algorithm>
#include <numeric>

#include "occam/base/errors.h"

namespace occam::compiler {

std::vector<int> runnable_order(const Groups& groups) {
  const std::size_t count = groups.groups.size();
  std::vector<std::vector<int>> dependents(count);
  std::vector<std::size_t> missing(count);
  std::vector<int> ready;
  for (std::size_t g = 0; g < count; ++g) {
    missing[g] = groups.groups[g].depends.size();
    if (missing[g] == 0) ready.push_back(static_cast<int>(g));
    for (const int other : groups.groups[g].depends)
      dependents[static_cast<std::size_t>(other)].push_back(static_cast<int>(g));
  }
  std::vector<int> round(count, 0);
  for (std::size_t i = 0; i < ready.size(); ++i) {
    const int g = ready[i];
    for (const int next : dependents[static_cast<std::size_t>(g)]) {
      // A round meets a group behind this one after it, one before it has passed already.
      int& of_next = round[static_cast<std::size_t>(next)];
      of_next = std::max(of_next, round[static_cast<std::size_t>(g)] + (next < g ? 1 : 0));
      if (--missing[static_cast<std::size_t>(next)] == 0) ready.push_back(next);
    }
  }
  check_internal(ready.size() == count, "fused groups wait for each other");
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return round[static_cast<std::size_t>(a)] < round[static_cast<std::size_t>(b)];
  });
  return order;
}

Groups sort_groups(Groups groups, const std::vector<int>& order) {
  std::vector<int> position(order.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    position[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
  Groups sorted;
  for (const int g : order) {
    Group moved = std::move(groups.groups[static_cast<std::size_t>(g)]);
    std::set<int> depends;
    for (const int other : moved.depends) depends.insert(position[static_cast<std::size_t>(other)]);
    moved.depends = std::move(depends);
    sorted.groups.push_back(std::move(moved));
  }
  sorted.home = std::move(groups.home);
  for (int& g : sorted.home) {
    if (g >= 0) g = position[static_cast<std::size_t>(g)];
  }
  return sorted;
}

}  // namespace occam::compiler
