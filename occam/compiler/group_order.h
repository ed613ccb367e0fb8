#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "occam/compiler/group.h"

namespace occam::compiler {

/// Which groups wait for which, and an order in which they can run, kept while both grow. A
/// question or a new dependency looks only at groups between the two in that order, from both ends
/// at once until one end has no more: in the manner of Bender, Fineman, Gilbert and Tarjan, "A New
/// Approach to Incremental Cycle Detection and Related Problems" (2015).
class GroupOrder {
 public:
  GroupOrder() = default;
  /// The groups of a pass before, by their `depends`.
  explicit GroupOrder(const Groups& groups);

  /// A new group, the last in the order.
  int add();
  /// `group` runs after `other`. Throws InternalError when it must run before.
  void depend(int group, int other);
  /// True when group `from` must run after group `target`, or is it.
  bool reaches(int from, int target);
  /// Groups that `group` was made to run after, without those that follow from them.
  const std::vector<int>& depends(int group) const { return at(group).depends; }

 private:
  struct Place {
    std::vector<int> depends, dependents;
    std::uint64_t label = 0;  ///< ascends along the order
    int before = -1, after = -1;
    int stamp = 0;  ///< of the search that has seen the group, with a sign for the end
  };
  enum class Search : std::uint8_t { kMet, kNothingBelow, kNothingAbove };

  Place& at(int group) { return places_[static_cast<std::size_t>(group)]; }
  const Place& at(int group) const { return places_[static_cast<std::size_t>(group)]; }
  Search search(int from, int target);
  void move_after(int anchor, std::vector<int> groups);
  void spread();

  std::vector<Place> places_;
  int first_ = -1, last_ = -1;
  std::unordered_set<std::uint64_t> dependencies_;  ///< pairs that `depend` has seen
  std::unordered_set<std::uint64_t> far_;  ///< pairs that took a long search to reach each other
  std::vector<int> below_, above_;         ///< seen by the last search from either end
  int searches_ = 0;
};

}  // namespace occam::compiler
