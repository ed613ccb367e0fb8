#include "occam/compiler/memory_plan.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

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

/// One piece after another, the largest first, at the lowest place beside all that are alive with
/// it.
MemoryPlan plan_by_pairs(const std::vector<Lifetime>& pieces) {
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pieces[a].bytes > pieces[b].bytes; });
  const auto padded = [](std::size_t bytes) { return (bytes + 63) / 64 * 64; };
  MemoryPlan plan;
  plan.offsets.resize(pieces.size());
  std::vector<std::size_t> placed;
  for (const std::size_t piece : order) {
    const std::size_t bytes = padded(pieces[piece].bytes);
    std::size_t offset = 0;
    const auto is_free = [&](std::size_t other) {
      return !overlap(pieces[piece], pieces[other]) || offset + bytes <= plan.offsets[other] ||
             plan.offsets[other] + padded(pieces[other].bytes) <= offset;
    };
    while (!std::all_of(placed.begin(), placed.end(), is_free)) offset += 64;
    if (bytes > 0) placed.push_back(piece);
    plan.offsets[piece] = offset;
    plan.total_bytes = std::max(plan.total_bytes, offset + bytes);
  }
  return plan;
}

TEST(MemoryPlan, IsTheLowestPlaceForTheLargestFirst) {
  const bool good = rc::check("as by pairs", [] {
    const auto count = *rc::gen::inRange(0, 60), steps = *rc::gen::inRange(1, 70);
    std::vector<Lifetime> pieces;
    for (int i = 0; i < count; ++i) {
      const int a = *rc::gen::inRange(0, steps), b = *rc::gen::inRange(0, steps);
      const auto bytes = static_cast<std::size_t>(*rc::gen::inRange(0, 600));
      pieces.push_back({bytes, std::min(a, b), std::max(a, b)});
    }
    const MemoryPlan plan = plan_memory(pieces), expected = plan_by_pairs(pieces);
    RC_ASSERT(plan.offsets == expected.offsets);
    RC_ASSERT(plan.total_bytes == expected.total_bytes);
  });
  EXPECT_TRUE(good);
}

// As the activations of a deep network: made on the way forward, needed on the way back.
TEST(MemoryPlan, ManyPiecesThatAreAliveAtOnce) {
  constexpr int kLayers = 50000;
  std::vector<Lifetime> pieces;
  for (int i = 0; i < kLayers; ++i) {
    pieces.push_back({128, i, 2 * kLayers - i});
    pieces.push_back({64, i, i + 1});
  }
  const MemoryPlan plan = plan_memory(pieces);
  EXPECT_EQ(plan.offsets[0], 0u);
  EXPECT_EQ(plan.offsets[2 * (kLayers - 1)], 128u * (kLayers - 1));
  EXPECT_EQ(plan.total_bytes, 128u * kLayers + 2 * 64);  // as at the step of the last layer
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
