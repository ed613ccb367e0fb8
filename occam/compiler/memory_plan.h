#pragma once

#include <cstddef>
#include <vector>

namespace occam::compiler {

/// A piece of workspace that is in use from step `first` to step `last` of the schedule, both
/// included.
struct Lifetime {
  std::size_t bytes = 0;
  int first = 0, last = 0;
};

/// Offsets (multiples of 64) at which pieces whose lifetimes overlap do not overlap, and the total
/// size. Greedy by size: the largest piece first, each at the lowest place that is free for its
/// lifetime.
struct MemoryPlan {
  std::vector<std::size_t> offsets;
  std::size_t total_bytes = 0;
};

MemoryPlan plan_memory(const std::vector<Lifetime>& pieces);

}  // namespace occam::compiler
