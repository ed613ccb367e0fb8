#include "occam/compiler/memory_plan.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace occam::compiler {
namespace {

bool overlap(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

/// The bytes that are alive at the fullest step: no plan can do with less.
std::size_t lower_bound_of(const std::vector<Lifetime>& pieces) {
  std::size_t most = 0;
  for (int step = 0; step < 30; ++step) {
    std::size_t alive = 0;
    for (const Lifetime& piece : pieces) {
      if (piece.first <= step && step <= piece.last) alive += (piece.bytes + 63) / 64 * 64;
    }
    most = std::max(most, alive);
  }
  return most;
}

TEST(MemoryPlan, LivePiecesDoNotOverlap) {
  const bool good = rc::check("no overlap", [] {
    const auto count = *rc::gen::inRange(0, 25);
    std::vector<Lifetime> pieces;
    for (int i = 0; i < count; ++i) {
      const int first = *rc::gen::inRange(0, 20), length = *rc::gen::inRange(0, 8);
      const auto bytes = static_cast<std::size_t>(*rc::gen::inRange(0, 1000));
      pieces.push_back({bytes, first, first + length});
    }
    const MemoryPlan plan = plan_memory(pieces);
    RC_ASSERT(plan.offsets.size() == pieces.size());
    for (std::size_t a = 0; a < pieces.size(); ++a) {
      RC_ASSERT(plan.offsets[a] % 64 == 0u);
      RC_ASSERT(plan.offsets[a] + pieces[a].bytes <= plan.total_bytes);
      for (std::size_t b = 0; b < a; ++b) {
        if (!overlap(pieces[a], pieces[b]) || pieces[a].bytes == 0 || pieces[b].bytes == 0)
          continue;
        RC_ASSERT(plan.offsets[a] + pieces[a].bytes <= plan.offsets[b] ||
                  plan.offsets[b] + pieces[b].bytes <= plan.offsets[a]);
      }
    }
    RC_ASSERT(plan.total_bytes >= lower_bound_of(pieces));
  });
  EXPECT_TRUE(good);
}

TEST(MemoryPlan, PiecesThatFollowEachOtherShareMemory) {
  const MemoryPlan plan = plan_memory({{100, 0, 1}, {100, 2, 3}, {100, 1, 2}});
  EXPECT_EQ(plan.offsets[0], plan.offsets[1]);
  EXPECT_NE(plan.offsets[0], plan.offsets[2]);
  EXPECT_EQ(plan.total_bytes, 256u);
  EXPECT_EQ(plan_memory({}).total_bytes, 0u);
}

}  // namespace
}  // namespace occam::compiler
