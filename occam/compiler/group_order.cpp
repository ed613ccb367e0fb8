#include "occam/compiler/group_order.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/compiler/sort_groups.h"

namespace occam::compiler {
namespace {

constexpr std::uint64_t kGap = std::uint64_t{1} << 32;  ///< between labels that are spread evenly
constexpr std::size_t kLongSearch = 8;
constexpr std::size_t kMostFar = std::size_t{1} << 20;

std::uint64_t pair_of(int a, int b) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 |
         static_cast<std::uint32_t>(b);
}

}  // namespace

GroupOrder::GroupOrder(const Groups& groups) {
  for (std::size_t g = 0; g < groups.groups.size(); ++g) add();
  move_after(-1, runnable_order(groups));
  for (std::size_t g = 0; g < groups.groups.size(); ++g) {
    for (const int other : groups.groups[g].depends) depend(static_cast<int>(g), other);
  }
}

int GroupOrder::add() {
  const int group = static_cast<int>(places_.size());
  places_.emplace_back();
  at(group).before = last_;
  at(group).label = last_ < 0 ? kGap : at(last_).label + kGap;
  (last_ < 0 ? first_ : at(last_).after) = group;
  last_ = group;
  return group;
}

void GroupOrder::depend(int group, int other) {
  check_internal(group != other, "a fused group waits for itself");
  if (dependencies_.contains(pair_of(group, other))) return;
  if (at(other).label > at(group).label) {
    switch (search(other, group)) {
      case Search::kMet:
        throw InternalError("fused groups wait for each other");
      case Search::kNothingBelow:
        move_after(at(group).before, below_);
        break;
      case Search::kNothingAbove:
        move_after(other, above_);
        break;
    }
  }
  dependencies_.insert(pair_of(group, other));
  at(group).depends.push_back(other);
  at(other).dependents.push_back(group);
}

bool GroupOrder::reaches(int from, int target) {
  if (from == target) return true;
  if (at(from).label < at(target).label) return false;
  return search(from, target) == Search::kMet;
}

/// From `from` down along what groups depend on, from `target` up along what depends on them.
GroupOrder::Search GroupOrder::search(int from, int target) {
  const int stamp = ++searches_;
  const std::uint64_t lowest = at(target).label, highest = at(from).label;
  below_.assign(1, from);
  above_.assign(1, target);
  at(from).stamp = stamp;
  at(target).stamp = -stamp;
  std::size_t below = 0, below_edge = 0, above = 0, above_edge = 0, steps = 0;
  const auto met = [&] {
    if (steps > kLongSearch && far_.size() < kMostFar) far_.insert(pair_of(from, target));
    return Search::kMet;
  };
  while (true) {  // an edge at each end in turn
    ++steps;
    while (below_edge == at(below_[below]).depends.size()) {
      below_edge = 0;
      if (++below == below_.size()) return Search::kNothingBelow;
      if (!far_.empty() && far_.contains(pair_of(below_[below], target))) return met();
    }
    const int lower = at(below_[below]).depends[below_edge++];
    if (at(lower).stamp == -stamp) return met();
    if (at(lower).stamp != stamp && at(lower).label > lowest) {
      at(lower).stamp = stamp;
      below_.push_back(lower);
    }
    while (above_edge == at(above_[above]).dependents.size()) {
      above_edge = 0;
      if (++above == above_.size()) return Search::kNothingAbove;
    }
    const int upper = at(above_[above]).dependents[above_edge++];
    if (at(upper).stamp == stamp) return met();
    if (at(upper).stamp != -stamp && at(upper).label < highest) {
      at(upper).stamp = -stamp;
      above_.push_back(upper);
    }
  }
}

/// Puts the groups, which keep their order among themselves, behind `anchor`; -1: at the start.
void GroupOrder::move_after(int anchor, std::vector<int> groups) {
  if (groups.empty()) return;
  std::sort(groups.begin(), groups.end(), [&](int a, int b) { return at(a).label < at(b).label; });
  for (const int group : groups) {
    Place& place = at(group);
    (place.before < 0 ? first_ : at(place.before).after) = place.after;
    (place.after < 0 ? last_ : at(place.after).before) = place.before;
  }
  const int next = anchor < 0 ? first_ : at(anchor).after;
  int before = anchor;
  for (const int group : groups) {
    at(group).before = before;
    (before < 0 ? first_ : at(before).after) = group;
    before = group;
  }
  at(before).after = next;
  (next < 0 ? last_ : at(next).before) = before;

  const std::uint64_t low = anchor < 0 ? 0 : at(anchor).label;
  const std::uint64_t parts = groups.size() + 1;
  const std::uint64_t step = next < 0 ? kGap : (at(next).label - low) / parts;
  if (step == 0) {
    spread();
    return;
  }
  std::uint64_t label = low;
  for (const int group : groups) at(group).label = label += step;
}

void GroupOrder::spread() {
  std::uint64_t label = 0;
  for (int group = first_; group >= 0; group = at(group).after) at(group).label = label += kGap;
}

}  // namespace occam::compiler
