#include "occam/compiler/memory_plan.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace occam::compiler {
namespace {

/// Disjoint intervals [begin, end); those that touch are one.
class Intervals {
 public:
  void add(std::size_t begin, std::size_t end) {
    auto next = ends_.upper_bound(begin);
    if (next != ends_.begin()) {
      const auto before = std::prev(next);
      if (before->second >= begin) {
        begin = before->first;
        end = std::max(end, before->second);
        next = ends_.erase(before);
      }
    }
    while (next != ends_.end() && next->first <= end) {
      end = std::max(end, next->second);
      next = ends_.erase(next);
    }
    ends_.emplace_hint(next, begin, end);
  }

  /// The end of what [begin, end) overlaps, or `begin` when it overlaps nothing.
  std::size_t end_of_overlap(std::size_t begin, std::size_t end) const {
    const auto next = ends_.lower_bound(end);
    if (next == ends_.begin()) return begin;
    return std::max(begin, std::prev(next)->second);
  }

 private:
  std::map<std::size_t, std::size_t> ends_;  ///< by begin
};

/// Which memory is taken at which step: a binary tree over the steps. A lifetime consists of the
/// ranges of a few nodes, at most two a level.
class TakenMemory {
 public:
  explicit TakenMemory(int steps) {
    while (leaves_ < static_cast<std::size_t>(steps)) leaves_ *= 2;
    whole_.resize(2 * leaves_);
    any_.resize(2 * leaves_);
  }

  void take(const Lifetime& life, std::size_t begin, std::size_t end) {
    visit(life, [&](std::size_t node) {
      whole_[node].add(begin, end);
      for (; node > 0; node /= 2) any_[node].add(begin, end);
    });
  }

  /// The lowest place for `bytes` that is free during the whole lifetime.
  std::size_t lowest(const Lifetime& life, std::size_t bytes) const {
    // What covers the first or the last step from outside a range, and all inside the ranges.
    std::vector<const Intervals*> taken;
    std::size_t first = leaves_ + static_cast<std::size_t>(life.first);
    std::size_t last = leaves_ + static_cast<std::size_t>(life.last);
    for (; first > 0; first /= 2, last /= 2) {
      taken.push_back(&whole_[first]);
      if (last != first) taken.push_back(&whole_[last]);
    }
    visit(life, [&](std::size_t node) { taken.push_back(&any_[node]); });
    std::size_t offset = 0;
    for (std::size_t free_in = 0, i = 0; free_in < taken.size(); i = (i + 1) % taken.size()) {
      const std::size_t next = taken[i]->end_of_overlap(offset, offset + bytes);
      free_in = next == offset ? free_in + 1 : 0;
      offset = next;
    }
    return offset;
  }

 private:
  template <class Visit>
  void visit(const Lifetime& life, const Visit& visit_node) const {
    std::size_t begin = leaves_ + static_cast<std::size_t>(life.first);
    std::size_t end = leaves_ + static_cast<std::size_t>(life.last) + 1;
    for (; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) visit_node(begin++);
      if (end % 2 == 1) visit_node(--end);
    }
  }

  std::size_t leaves_ = 1;
  std::vector<Intervals> whole_;  ///< by node: taken during its whole range
  std::vector<Intervals> any_;    ///< by node: taken at some step of its range, by pieces inside it
};

}  // namespace

MemoryPlan plan_memory(const std::vector<Lifetime>& pieces) {
  constexpr std::size_t kAlignment = 64;
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].bytes > pieces[b].bytes; });
  int steps = 1;
  for (const Lifetime& piece : pieces) steps = std::max(steps, piece.last + 1);
  TakenMemory taken(steps);
  MemoryPlan plan;
  plan.offsets.resize(pieces.size());
  for (const std::size_t piece : order) {
    const std::size_t bytes = (pieces[piece].bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes == 0) break;  // and all that follow
    const std::size_t offset = taken.lowest(pieces[piece], bytes);
    taken.take(pieces[piece], offset, offset + bytes);
    plan.offsets[piece] = offset;
    plan.total_bytes = std::max(plan.total_bytes, offset + bytes);
  }
  return plan;
}

}  // namespace occam::compiler
