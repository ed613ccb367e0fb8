#include "occam/kernels/group_radius.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "occam/base/random.h"

namespace occam::kernels {
namespace {

float radius_of(const std::vector<float>& p, const std::vector<float>& t) {
  float radius = -1;
  group_radius(p.data(), t.data(), &radius, static_cast<std::int64_t>(p.size()), 0, 1);
  return radius;
}

long double sum_at(const std::vector<float>& p, const std::vector<float>& t, long double x) {
  long double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const long double ratio = static_cast<long double>(p[i]) / (x + static_cast<long double>(t[i]));
    if (p[i] != 0) sum += ratio * ratio;
  }
  return sum;
}

/// The root by bisection in long double.
double bisected(const std::vector<float>& p, const std::vector<float>& t) {
  if (sum_at(p, t, 0) <= 1) return 0;
  long double low = 0, high = 1e6L;
  for (int step = 0; step < 300; ++step) {
    const long double middle = 0.5L * (low + high);
    (sum_at(p, t, middle) > 1 ? low : high) = middle;
  }
  return static_cast<double>(high);
}

TEST(GroupRadius, IsTheRootFoundByBisection) {
  for (std::uint32_t stream = 0; stream < 400; ++stream) {
    const std::size_t n = 1 + stream % 37;
    std::vector<float> p(n), t(n);
    for (std::size_t i = 0; i < n; ++i) {
      p[i] = 4 * random_uniform({1, stream}, 0, i) - 2;
      // Metrics from 1e-4 to 10 within one group, as Adam's are.
      t[i] = std::pow(10.0f, -4 + 5 * random_uniform({2, stream}, 0, i)) *
             (stream % 3 == 0 ? 0.01f : 1.0f);
      if (stream % 5 == 0 && i % 3 == 0) p[i] = 0;
    }
    const double expected = bisected(p, t);
    EXPECT_NEAR(radius_of(p, t), expected, 1e-7 * expected) << "stream " << stream;
  }
}

TEST(GroupRadius, IsTheShrunkNormWhereAllStepsAreEqual) {
  EXPECT_FLOAT_EQ(radius_of({3, 4}, {1, 1}), 4);
  EXPECT_EQ(radius_of({3, 4}, {5, 5}), 0);
  EXPECT_EQ(radius_of({3, 4}, {6, 6}), 0);
}

TEST(GroupRadius, AtTheEdges) {
  EXPECT_FLOAT_EQ(radius_of({3, 4}, {0, 0}), 5);  // no penalty
  EXPECT_EQ(radius_of({0, 0}, {0, 0}), 0);
  EXPECT_EQ(radius_of({0, 0}, {1, 2}), 0);
  EXPECT_EQ(radius_of({1e-30f}, {1e30f}), 0);
  EXPECT_NEAR(radius_of({1, 2}, {0, 1e30f}), 1, 1e-6);  // only the first is free
  EXPECT_TRUE(std::isnan(radius_of({1, NAN}, {1, 1})));
  EXPECT_TRUE(std::isnan(radius_of({1, 1}, {1, NAN})));
}

}  // namespace
}  // namespace occam::kernels
