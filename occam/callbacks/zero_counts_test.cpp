#include "occam/callbacks/zero_counts.h"

#include <gtest/gtest.h>

#include <random>

namespace occam::callbacks {
namespace {

TEST(ZeroCounts, CountsAsOneByOne) {
  std::mt19937 bits(1);
  for (const std::size_t size : {1u, 5u, 63u, 64u, 65u, 130u, 1000u}) {
    std::vector<std::int64_t> pattern;
    std::vector<float> before(size, 1.0f);
    for (int count = 0; count < 4; ++count) {
      std::vector<float> numbers(size);
      for (float& number : numbers)
        number = bits() % 3 == 0 ? 0.0f : bits() % 5 == 0 ? -0.0f : 2.5f;
      std::int64_t zeros = 0, changes = 0;
      for (std::size_t i = 0; i < size; ++i) {
        zeros += numbers[i] == 0;
        changes += (numbers[i] == 0) != (before[i] == 0);
      }
      // In two parts, the second of which begins within a word.
      ZeroCounts counts;
      const std::size_t half = size / 3;
      count_zeros(std::span(numbers).first(half), pattern, counts);
      count_zeros(std::span(numbers).subspan(half), pattern, counts);
      EXPECT_EQ(counts.numbers, static_cast<std::int64_t>(size));
      EXPECT_EQ(counts.zeros, zeros);
      EXPECT_EQ(counts.changes, changes);
      before = numbers;
    }
  }
}

}  // namespace
}  // namespace occam::callbacks
