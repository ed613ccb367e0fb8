#pragma once

#include <array>
#include <cstdint>

#include "occam/base/random.h"

namespace occam::kernels {

/// Words of the Philox blocks with counters {16 group + b, stream, low(step), high(step)}, b < 32:
/// word w of block b is at [b / 16 * 64 + w * 16 + b % 16], the order of base/random.h's elements.
using RandomWords = std::array<std::uint32_t, 128>;

void random_words(RandomKey key, std::uint64_t step, std::uint64_t group, RandomWords& out);

}  // namespace occam::kernels
