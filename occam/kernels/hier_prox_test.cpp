#include "occam/kernels/hier_prox.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "occam/base/random.h"

namespace occam::kernels {
namespace {

using Numbers = std::vector<float>;

struct Row {
  Numbers p, s, a, q;
  float limit = 0;
};

Numbers result_of(const Row& row) {
  const HierProxSizes sizes{static_cast<std::int64_t>(row.p.size()),
                            static_cast<std::int64_t>(row.a.size())};
  std::vector<std::byte> scratch(hier_prox_scratch_bytes(sizes));
  Numbers b(row.p.size(), -1);
  hier_prox(row.p.data(), row.s.data(), row.a.data(), row.q.data(), &row.limit, b.data(), sizes,
            scratch.data(), 0, 1);
  return b;
}

using Wide = long double;

/// What is to be least, for a b: the W of each are at their best, |u| or the bound.
Wide cost(const Row& row, const std::vector<Wide>& b) {
  Wide squares = 0, sum = 0;
  for (std::size_t k = 0; k < b.size(); ++k) {
    const Wide away = b[k] - Wide{row.p[k]};
    squares += b[k] * b[k];
    sum += away * away / (2 * Wide{row.s[k]});
  }
  const Wide x = std::sqrt(squares);
  // (|u| - M x)^2 / (2 t) = q (a - x)^2 / 2
  for (std::size_t h = 0; h < row.a.size(); ++h) {
    const Wide over = std::max<Wide>(Wide{row.a[h]} - x, 0);
    sum += Wide{row.q[h]} * over * over / 2;
  }
  return sum + Wide{row.limit} * x;
}

Row random_row(std::uint32_t stream) {
  const auto random = [&](std::uint32_t of, std::size_t i) {
    return random_uniform({9, stream * 8 + of}, 0, i);
  };
  Row row;
  const std::size_t skips = 1 + stream % 4, bounded = stream % 7 * 3;
  for (std::size_t k = 0; k < skips; ++k) {
    row.p.push_back(2 * random(0, k) - 1);
    row.s.push_back(stream % 3 == 0 ? 0.3f : std::pow(10.0f, -2 + 2 * random(1, k)));
  }
  for (std::size_t h = 0; h < bounded; ++h) {
    row.a.push_back(random(2, h) * (stream % 5 == 0 ? 0.05f : 0.6f));
    row.q.push_back(std::pow(10.0f, -1 + 2 * random(3, h)));
  }
  row.limit = 3 * random(4, 0) * (stream % 2 ? 0.1f : 10.0f);
  return row;
}

// One skip: the cost along b, a fine grid over it, must not be below that of the result. Several:
// changes in all directions.
TEST(HierProx, IsTheMinimumOfItsDefinition) {
  int zeros = 0, kept = 0, pulled = 0;
  for (std::uint32_t stream = 0; stream < 500; ++stream) {
    const Row row = random_row(stream);
    const Numbers b = result_of(row);
    const std::vector<Wide> exact(b.begin(), b.end());
    const Wide least = cost(row, exact) * (1 + 1e-6L) + 1e-9L;
    Wide norm = 0, before = 0;
    for (std::size_t k = 0; k < b.size(); ++k) {
      norm += exact[k] * exact[k];
      before += Wide{row.p[k]} * Wide{row.p[k]};
      EXPECT_FALSE(b[k] == 0 && std::signbit(b[k]));
    }
    (norm == 0 ? zeros : kept) += 1;
    pulled += norm > before;
    for (std::size_t k = 0; k < b.size(); ++k) {
      for (int step = -300; step <= 300; ++step) {
        std::vector<Wide> other = exact;
        other[k] += 0.005L * step;
        ASSERT_LE(least, cost(row, other) * (1 + 1e-6L) + 2e-9L) << "stream " << stream;
      }
    }
    for (const Wide factor : {0.0L, 0.5L, 0.9L, 0.999L, 1.001L, 1.1L, 2.0L, 5.0L}) {
      std::vector<Wide> other = exact, along(row.p.begin(), row.p.end());
      for (Wide& each : other) each *= factor;
      for (Wide& each : along) each *= factor;
      ASSERT_LE(least, cost(row, other) * (1 + 1e-6L) + 2e-9L) << "stream " << stream;
      ASSERT_LE(least, cost(row, along) * (1 + 1e-6L) + 2e-9L) << "stream " << stream;
    }
  }
  EXPECT_GT(zeros, 50);
  EXPECT_GT(kept, 200);
  EXPECT_GT(pulled, 10);  // what is bounded may hold its bound above where it was
}

// Nothing bounded: a group's shrinking. By hand with one bounded weight: p = 1, s = t = 0.5, M = 2,
// u = 4, limit 1: x = (1 - 0.5 + 2 * 4) / (1 + 4) = 1.7.
TEST(HierProx, ByHand) {
  EXPECT_FLOAT_EQ(result_of({{3}, {0.5f}, {}, {}, 2})[0], 2);
  EXPECT_FLOAT_EQ(result_of({{-3, 4}, {1, 1}, {}, {}, 1})[1], 3.2f);
  EXPECT_EQ(result_of({{0.5f}, {0.5f}, {}, {}, 1})[0], 0);
  EXPECT_FLOAT_EQ(result_of({{-1}, {0.5f}, {2}, {8}, 1})[0], -1.7f);
}

TEST(HierProx, AtTheEdges) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(result_of({{0, 0}, {1, 2}, {3}, {1}, 0}), (Numbers{0, 0}));
  EXPECT_FLOAT_EQ(result_of({{2}, {0}, {1}, {1}, 5})[0], 2);                     // may not move
  EXPECT_FLOAT_EQ(result_of({{2}, {0}, {1}, {kInfinity}, 5})[0], 2);             // neither of them
  EXPECT_NEAR(result_of({{0.1f}, {1}, {0.7f}, {kInfinity}, 5})[0], 0.7f, 1e-6);  // u may not
  EXPECT_TRUE(std::isnan(result_of({{NAN}, {1}, {1}, {1}, 1})[0]));
  EXPECT_TRUE(std::isnan(result_of({{1}, {1}, {1}, {NAN}, 1})[0]));
  EXPECT_TRUE(std::isnan(result_of({{1}, {1}, {1}, {1}, NAN})[0]));
}

}  // namespace
}  // namespace occam::kernels
