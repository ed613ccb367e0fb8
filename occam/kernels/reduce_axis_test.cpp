#include "occam/kernels/reduce_axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "occam/base/random.h"

namespace occam::kernels {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<float> numbers(std::int64_t count) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i)
    values.push_back(2 * random_uniform({3, 5}, 0, static_cast<std::uint64_t>(i)) - 1.2f);
  return values;
}

using Kernel = void (*)(const ReduceAxis&, const float*, float*, std::int64_t, std::int64_t);

/// The result, computed in parts; a value beyond it must stay.
std::vector<float> run(Kernel kernel, const ReduceAxis& axis, const std::vector<float>& x,
                       std::int64_t part) {
  std::vector<float> out(static_cast<std::size_t>(axis.outer * axis.inner) + 1, -77.0f);
  for (std::int64_t begin = 0; begin < axis.items(); begin += part)
    kernel(axis, x.data(), out.data(), begin, std::min(begin + part, axis.items()));
  EXPECT_EQ(out.back(), -77.0f);
  out.pop_back();
  return out;
}

template <class Element>
void expect_everywhere(Kernel kernel, const Element& element) {
  for (const std::int64_t outer : {1, 3}) {
    for (const std::int64_t n : {1, 2, 31, 32, 33, 64, 65, 200}) {
      for (const std::int64_t inner : {1, 2, 17, 256, 300}) {
        const ReduceAxis axis{outer, n, inner};
        const std::vector<float> x = numbers(outer * n * inner);
        const std::vector<float> out = run(kernel, axis, x, 1);
        for (std::size_t i = 0; i < out.size(); ++i) {
          const auto columns = static_cast<std::size_t>(inner);
          std::vector<float> values;
          for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k)
            values.push_back(
                x[(i / columns * static_cast<std::size_t>(n) + k) * columns + i % columns]);
          ASSERT_EQ(out[i], element(values)) << outer << " " << n << " " << inner << " " << i;
        }
        EXPECT_EQ(run(kernel, axis, x, 4), out);
      }
    }
  }
}

TEST(ReduceAxisTest, SumsAreInTheDefinedOrder) {
  expect_everywhere(sum_axis, [](const std::vector<float>& values) {
    float sum = 0;
    for (std::size_t first = 0; first < values.size(); first += 64) {
      float block = 0;
      for (std::size_t k = first; k < std::min(values.size(), first + 64); ++k) block += values[k];
      sum += block;
    }
    return sum;
  });
}

TEST(ReduceAxisTest, TheLargestValue) {
  expect_everywhere(max_axis, [](const std::vector<float>& values) {
    float largest = values[0];
    for (const float value : values) largest = value > largest ? value : largest;
    return largest;
  });
}

TEST(ReduceAxisTest, LargestOfSpecialValues) {
  for (const std::int64_t inner : {1, 3}) {
    for (const std::int64_t n : {1, 5, 40}) {
      const auto largest = [&](float common, float other, std::int64_t at) {
        std::vector<float> x(static_cast<std::size_t>(n * inner), common);
        x[static_cast<std::size_t>(at * inner)] = other;
        return run(max_axis, {1, n, inner}, x, 1)[0];
      };
      for (const std::int64_t at : {std::int64_t{0}, n / 2, n - 1}) {
        EXPECT_TRUE(std::isnan(largest(1, kNan, at))) << n << " " << at;
        EXPECT_TRUE(std::isnan(largest(kInfinity, kNan, at))) << n << " " << at;
        EXPECT_EQ(largest(-kInfinity, -kInfinity, at), -kInfinity);
        EXPECT_EQ(largest(-2, kInfinity, at), kInfinity);
        EXPECT_FALSE(std::signbit(largest(-0.0f, -0.0f, at)));
      }
    }
  }
}

TEST(ReduceAxisTest, SumsOfNothingAreZero) {
  EXPECT_EQ(run(sum_axis, {2, 0, 3}, {}, 1), std::vector<float>(6, 0.0f));
  EXPECT_EQ(run(sum_axis, {0, 3, 3}, {}, 1), std::vector<float>{});
}

}  // namespace
}  // namespace occam::kernels
