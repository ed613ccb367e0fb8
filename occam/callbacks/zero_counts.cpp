#include "occam/callbacks/zero_counts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>

namespace occam::callbacks {
namespace {

constexpr std::int64_t kBits = 64;

/// A bit for each of 64 numbers, the first lowest: is it 0? In two loops that compilers make vector
/// code of.
std::uint64_t zeros_of_word(const float* numbers) {
  std::array<unsigned char, kBits> flags;
  for (std::size_t i = 0; i < flags.size(); ++i) flags[i] = numbers[i] == 0;
  std::uint64_t zeros = 0;
  for (std::size_t byte = 0; byte < flags.size() / 8; ++byte) {
    std::uint64_t eight = 0;
    for (std::size_t i = 0; i < 8; ++i) eight |= std::uint64_t{flags[byte * 8 + i]} << i;
    zeros |= eight << (8 * byte);
  }
  return zeros;
}

}  // namespace

void count_zeros(std::span<const float> numbers, std::vector<std::int64_t>& pattern,
                 ZeroCounts& counts) {
  const auto end = counts.numbers + static_cast<std::int64_t>(numbers.size());
  if (static_cast<std::int64_t>(pattern.size()) * kBits < end)
    pattern.resize(static_cast<std::size_t>(pattern_words(end)), 0);
  auto next = numbers.begin();
  while (counts.numbers < end) {
    const std::int64_t first = counts.numbers % kBits;
    const std::int64_t last = std::min(kBits, first + end - counts.numbers);
    std::uint64_t zeros = 0, seen = 0;
    if (last - first == kBits) {
      zeros = zeros_of_word(std::to_address(next));
      seen = ~std::uint64_t{0};
      next += kBits;
    } else {
      for (std::int64_t bit = first; bit < last; ++bit) {
        zeros |= std::uint64_t{*next++ == 0} << bit;
        seen |= std::uint64_t{1} << bit;
      }
    }
    std::int64_t& word = pattern[static_cast<std::size_t>(counts.numbers / kBits)];
    const std::uint64_t before = static_cast<std::uint64_t>(word) & seen;
    counts.zeros += std::popcount(zeros);
    counts.changes += std::popcount(zeros ^ before);
    word = static_cast<std::int64_t>((static_cast<std::uint64_t>(word) & ~seen) | zeros);
    counts.numbers += last - first;
  }
}

}  // namespace occam::callbacks
