#include "occam/kernels/weight_update.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "occam/kernels/tile_code_testing.h"

// Every weight update against the tile program of the same formula, bit for bit.
namespace occam::kernels {
namespace {

using enum ElementwiseOp;

class WeightUpdateTest : public TargetTest {};
INSTANTIATE_TEST_SUITE_P(Targets, WeightUpdateTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()), target_name);

constexpr WeightUpdate::Rule kRules[] = {WeightUpdate::kSgd, WeightUpdate::kNesterov,
                                         WeightUpdate::kAdam};
constexpr WeightUpdate::Penalty kPenalties[] = {WeightUpdate::kNone,     WeightUpdate::kL1,
                                                WeightUpdate::kL2,       WeightUpdate::kBoth,
                                                WeightUpdate::kL1Inside, WeightUpdate::kL2Inside};

/// Where a problem's values lie; the operands of a WeightUpdate are some of them.
enum Place {
  kW,
  kG,
  kSlotA,
  kSlotB,
  kNumber0,
  kThreshold = kNumber0 + 4,
  kL1,
  kL2,
  kDecay,
  kSumAbs,
  kSumSquare
};

struct Problem {
  std::vector<float> w, g, a, b;
  std::array<double, 4> numbers = {0.1, 0.037, 0.011, 1e-7};
  double threshold = 0.04, l1 = 0.013, l2 = 0.021, decay = 0.017;

  Operands operands() const {
    Operands result;
    for (const auto* values : {&w, &g, &a, &b}) result.add(*values);
    for (const double number : numbers) result.add_f64(number);
    for (const double number : {threshold, l1, l2, decay, -5.0, -5.0}) result.add_f64(number);
    return result;
  }
};

Problem random_problem(std::size_t n) {
  Problem problem{random_values(n, 1), random_values(n, 2), random_values(n, 3),
                  random_values(n, 4)};
  for (float& b : problem.b) b *= b;
  for (std::size_t i = 0; i < n; i += 5) problem.w[i] = i % 2 ? 0.0f : -0.0f;
  return problem;
}

/// The tile program of an update, an instruction an operation.
struct Writer {
  TileProgram program;
  int slots = 0;

  TileSource write(ElementwiseOp op, TileSource x, TileSource y = {}, TileSource z = {}) {
    program.instructions.push_back(to_slot(op, slots, x, y, z));
    return slot(slots++);
  }
  void store(Place target, TileSource x) {
    program.instructions.push_back(to_operand(kCopy, target, x));
  }
  void sum(Place target, TileSource x) {
    program.reductions.push_back(
        {TileReduction::kSumAll, true, x, static_cast<std::uint16_t>(target)});
  }
};

TileSource gradient(Writer& to, WeightUpdate::Penalty penalty) {
  const auto t1 = [&] { return to.write(kMultiply, to.write(kSign, full(kW)), scalar(kL1)); };
  const auto t2 = [&] { return to.write(kMultiply, full(kW), scalar(kL2)); };
  switch (penalty) {
    case WeightUpdate::kL1:
      return to.write(kAdd, t1(), full(kG));
    case WeightUpdate::kL2:
      return to.write(kAdd, t2(), full(kG));
    case WeightUpdate::kBoth:
      return to.write(kAdd, to.write(kAdd, t2(), t1()), full(kG));
    case WeightUpdate::kL1Inside:
      return to.write(kAdd, t2(), to.write(kAdd, t1(), full(kG)));
    case WeightUpdate::kL2Inside:
      return to.write(kAdd, t1(), to.write(kAdd, t2(), full(kG)));
    case WeightUpdate::kNone:
      break;
  }
  return full(kG);
}

/// w = point - clip(point, -limit, limit).
void store_soft(Writer& to, TileSource point, TileSource limit) {
  const TileSource low = to.write(kNegate, limit);
  to.store(kW, to.write(kSubtract, point, to.write(kClip, point, low, limit)));
}

TileProgram program_of(const WeightUpdate& update) {
  Writer to;
  to.program = domain(1, update.n);
  const auto number = [](int k) { return scalar(kNumber0 + k); };
  if (update.sum_abs) to.sum(kSumAbs, to.write(kAbs, full(kW)));
  if (update.sum_square) to.sum(kSumSquare, to.write(kSquare, full(kW)));
  const TileSource total = gradient(to, update.penalty);
  TileSource start = full(kW);
  if (update.decays)
    start = to.write(kSubtract, start, to.write(kMultiply, full(kW), scalar(kDecay)));
  if (update.rule == WeightUpdate::kAdam) {
    const auto approach = [&](Place old, TileSource value, int gain) {
      const TileSource part =
          to.write(kMultiply, to.write(kSubtract, value, full(old)), number(gain));
      return to.write(kAdd, full(old), part);
    };
    const TileSource m = approach(kSlotA, total, 0);
    const TileSource v = approach(kSlotB, to.write(kSquare, total), 1);
    const TileSource below = to.write(kAdd, to.write(kSqrt, v), number(3));
    const TileSource far = to.write(kMultiply, m, number(2));
    if (update.soft) {
      const TileSource metric = to.write(kReciprocal, below);
      const TileSource point = to.write(kSubtract, start, to.write(kMultiply, far, metric));
      store_soft(to, point, to.write(kMultiply, metric, scalar(kThreshold)));
    } else {
      to.store(kW, to.write(kSubtract, start, to.write(kDivide, far, below)));
    }
    to.store(kSlotA, m);
    to.store(kSlotB, v);
  } else {
    const TileSource step = to.write(kMultiply, total, number(0));
    const TileSource v = to.write(kSubtract, to.write(kScale, number(1), full(kSlotA)), step);
    const TileSource move = update.rule == WeightUpdate::kSgd
                                ? v
                                : to.write(kSubtract, to.write(kScale, number(1), v), step);
    const TileSource point = to.write(kAdd, start, move);
    if (update.soft) {
      store_soft(to, point, scalar(kThreshold));
    } else {
      to.store(kW, point);
    }
    to.store(kSlotA, v);
  }
  to.program.slots = static_cast<std::uint16_t>(to.slots);
  return to.program;
}

/// Runs the update, `chunk` items a call, last chunk first.
void run_update(const WeightUpdate& update, Operands& operands, std::int64_t chunk) {
  const std::vector<std::byte*> all = operands.addresses();
  std::vector<std::byte*> given;
  const auto give = [&](int first, int count) {
    for (int k = first; k < first + count; ++k) given.push_back(all[static_cast<std::size_t>(k)]);
  };
  give(kW, 2 + update.slots());
  give(kNumber0, update.numbers() - update.soft);
  give(kThreshold, update.soft);
  give(kL1, update.has_l1());
  give(kL2, update.has_l2());
  give(kDecay, update.decays);
  give(kSumAbs, update.sum_abs);
  give(kSumSquare, update.sum_square);
  const std::size_t bytes = weight_update_partial_bytes(update);
  AlignedBytes partials(bytes);
  given.push_back(partials.data());
  const std::int64_t last = (update.items() - 1) / chunk;
  for (std::int64_t k = last; k >= 0; --k) {
    weight_update_run(update, given.data(), k * chunk, std::min(update.items(), (k + 1) * chunk));
  }
  if (bytes > 0) weight_update_finish(update, given.data());
  EXPECT_TRUE(operands.guards_untouched());
}

void check(const WeightUpdate& update, const Problem& problem, std::int64_t chunk = 1 << 30) {
  Operands expected = problem.operands(), actual = problem.operands();
  run(program_of(update), expected);
  run_update(update, actual, chunk);
  const std::string what = "rule " + std::to_string(update.rule) + " penalty " +
                           std::to_string(update.penalty) + (update.soft ? " soft" : "") +
                           (update.decays ? " decay" : "") + " n " + std::to_string(update.n);
  for (const Place place : {kW, kG, kSlotA, kSlotB}) {
    expect_same(actual.floats(place), expected.floats(place),
                what + " place " + std::to_string(place));
  }
  for (const Place place : {kSumAbs, kSumSquare}) {
    const double x = actual.f64(place), y = expected.f64(place);
    EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y))) << what << ": " << x << " " << y;
  }
}

template <class Check>
void for_each_update(std::size_t n, Check check_one) {
  for (const auto rule : kRules) {
    for (const auto penalty : kPenalties) {
      for (const int sums : {0, 1, 2, 3}) {
        const auto check_also = [&](bool soft) {
          for (const bool decays : {false, true}) {
            check_one(WeightUpdate{rule, penalty, soft, decays, sums % 2 == 1, sums / 2 == 1,
                                   static_cast<std::int64_t>(n)});
          }
        };
        check_also(false);
        if (penalty == WeightUpdate::kNone || penalty == WeightUpdate::kL2) check_also(true);
      }
    }
  }
}

TEST_P(WeightUpdateTest, EqualsTheTileProgramForEverySize) {
  for (const std::size_t n : {1,  2,  3,   7,   8,    10,   15,   16,   17,   31,   32,
                              33, 63, 100, 256, 1000, 1023, 1024, 1025, 1040, 2048, 5003}) {
    const Problem problem = random_problem(n);
    for_each_update(n, [&](const WeightUpdate& update) { check(update, problem); });
  }
}

TEST_P(WeightUpdateTest, AnySplitGivesTheSameBits) {
  const Problem problem = random_problem(5003);
  for_each_update(5003, [&](const WeightUpdate& update) {
    check(update, problem, 1);
    check(update, problem, 2);
  });
}

TEST_P(WeightUpdateTest, SpecialValuesMeetInEveryPair) {
  const std::size_t n = 16 * 16 * 5;
  Problem problem{special_values(n, 1), special_values(n, 16), special_values(n, 3),
                  special_values(n, 7)};
  for_each_update(n, [&](const WeightUpdate& update) { check(update, problem); });
}

TEST_P(WeightUpdateTest, FactorsThatAreZeroInfiniteOrNaN) {
  const std::size_t n = 300;
  for (const double factor :
       {0.0, -0.0, static_cast<double>(kInf), static_cast<double>(kNaN), 1e-320, 1e300, -1.0}) {
    for (int which = 0; which < 8; ++which) {
      Problem problem{special_values(n, 1), random_values(n, 2), special_values(n, 5),
                      special_values(n, 3)};
      double* const numbers[] = {&problem.numbers[0], &problem.numbers[1], &problem.numbers[2],
                                 &problem.numbers[3], &problem.l1,         &problem.l2,
                                 &problem.threshold,  &problem.decay};
      *numbers[which] = factor;
      for_each_update(n, [&](const WeightUpdate& update) { check(update, problem); });
    }
  }
}

// m over sqrt(v) + 0 for an m just below 2 sqrt(v), where a root that is wrong in its last bit
// gives another quotient: every mantissa of v at an even and an odd power of two, then all powers.
TEST_P(WeightUpdateTest, EveryRootIsTheRoundedOne) {
  const WeightUpdate update{
      WeightUpdate::kAdam, WeightUpdate::kNone, false, false, false, false, 1 << 16};
  const auto check_roots = [&](auto bits_of) {
    Problem problem;
    for (std::uint32_t i = 0; i < 1 << 16; ++i) {
      const float v = std::bit_cast<float>(bits_of(i));
      problem.b.push_back(v);
      problem.a.push_back(static_cast<float>(1.99 * std::sqrt(static_cast<double>(v))));
    }
    problem.w.assign(1 << 16, 0.0f);
    problem.g = problem.w;
    problem.numbers = {0, 0, 1, 0};
    Operands operands = problem.operands();
    run_update(update, operands, 1 << 30);
    const auto w = operands.floats(kW);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < 1 << 16; ++i) {
      const float expected = 0.0f - problem.a[i] / std::sqrt(problem.b[i]);
      wrong += !(w[i] == expected || (std::isnan(w[i]) && std::isnan(expected)));
    }
    return wrong;
  };
  std::size_t wrong = 0;
  for (const std::uint32_t power : {127u, 128u}) {
    for (std::uint32_t high = 0; high < 1 << 7; ++high)
      wrong += check_roots([&](std::uint32_t i) { return power << 23 | high << 16 | i; });
  }
  wrong += check_roots([](std::uint32_t i) { return (i * 65521u) & 0x7fffffffu; });
  wrong += check_roots([](std::uint32_t i) { return (i % 256) << 23 | (i * 2654435761u) >> 9; });
  EXPECT_EQ(wrong, 0u);
}

TEST_P(WeightUpdateTest, ANumberByHand) {
  Problem problem{{2.0f}, {0.5f}, {0.25f}, {0.0f}};
  problem.numbers = {0.5, 0.0, 0.0, 0.0};
  problem.l1 = 0.25;
  problem.l2 = 0.5;
  // G = 2 * 0.5 + 0.25 + 0.5 = 1.75; without momentum v = -1.75 * 0.5.
  Operands operands = problem.operands();
  WeightUpdate update{WeightUpdate::kSgd, WeightUpdate::kBoth, false, false, true, true, 1};
  run_update(update, operands, 1);
  EXPECT_EQ(operands.floats(kW)[0], 1.125f);
  EXPECT_EQ(operands.floats(kSlotA)[0], -0.875f);
  EXPECT_EQ(operands.f64(kSumAbs), 2.0);
  EXPECT_EQ(operands.f64(kSumSquare), 4.0);
  // Half of the old w is gone before the step, which the gradient and the sums do not see.
  problem.decay = 0.5;
  update.decays = true;
  Operands decayed = problem.operands();
  run_update(update, decayed, 1);
  EXPECT_EQ(decayed.floats(kW)[0], 0.125f);
  EXPECT_EQ(decayed.floats(kSlotA)[0], -0.875f);
  EXPECT_EQ(decayed.f64(kSumAbs), 2.0);
}

}  // namespace
}  // namespace occam::kernels
