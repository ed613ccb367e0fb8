#include "occam/kernels/random_uniform.h"

#include <algorithm>

#include "occam/kernels/random_words.h"

namespace occam::kernels {

void fill_random_uniform(RandomKey key, std::uint64_t step, float* out, std::int64_t size,
                         std::int64_t begin, std::int64_t end) {
  RandomWords words;
  static_assert(kRandomItem == static_cast<std::int64_t>(words.size()));
  for (std::int64_t item = begin; item < end; ++item) {
    // A group is of 64 elements; words are those of two.
    random_words(key, step, 2 * static_cast<std::uint64_t>(item), words);
    const std::int64_t first = item * kRandomItem, count = std::min(kRandomItem, size - first);
    for (std::int64_t i = 0; i < count; ++i)
      out[first + i] = static_cast<float>(words[static_cast<std::size_t>(i)] >> 8) * 0x1p-24f;
  }
}

}  // namespace occam::kernels
