#include "occam/compiler/memory_plan.h"

#include <algorithm>
#include <numeric>

namespace occam::compiler {

MemoryPlan plan_memory(const std::vector<Lifetime>& pieces) {
  constexpr std::size_t kAlignment = 64;
  const auto padded = [](std::size_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
  };
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].bytes > pieces[b].bytes; });
  MemoryPlan plan;
  plan.offsets.resize(pieces.size());
  std::vector<std::size_t> placed;
  for (const std::size_t piece : order) {
    std::vector<std::pair<std::size_t, std::size_t>>
        taken;  // [begin, end) of pieces alive at the same time
    for (const std::size_t other : placed) {
      if (pieces[other].last < pieces[piece].first || pieces[piece].last < pieces[other].first)
        continue;
      taken.emplace_back(plan.offsets[other], plan.offsets[other] + padded(pieces[other].bytes));
    }
    std::sort(taken.begin(), taken.end());
    std::size_t offset = 0;
    for (const auto& [begin, end] : taken) {
      if (offset + padded(pieces[piece].bytes) <= begin) break;
      offset = std::max(offset, end);
    }
    plan.offsets[piece] = offset;
    plan.total_bytes = std::max(plan.total_bytes, offset + padded(pieces[piece].bytes));
    placed.push_back(piece);
  }
  return plan;
}

}  // namespace occam::compiler
