#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace occam::callbacks {

/// How many of so many numbers are exactly 0, and how many came to 0 or left it since the last
/// count.
struct ZeroCounts {
  std::int64_t numbers = 0, zeros = 0, changes = 0;

  double share() const { return static_cast<double>(zeros) / static_cast<double>(numbers); }
};

/// Length of a pattern of so many numbers.
constexpr std::int64_t pattern_words(std::int64_t numbers) { return (numbers + 63) / 64; }

/// Goes on counting with these numbers. `pattern`: a bit a number, is it 0; as it was at the last
/// count, and from now on as it is.
void count_zeros(std::span<const float> numbers, std::vector<std::int64_t>& pattern,
                 ZeroCounts& counts);

}  // namespace occam::callbacks
