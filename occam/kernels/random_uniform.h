#pragma once

#include <cstdint>

#include "occam/base/random.h"

namespace occam::kernels {

/// Elements that one item of fill_random_uniform makes.
inline constexpr std::int64_t kRandomItem = 128;

/// out[i] = occam::random_uniform(key, step, i) for i < size of items [begin, end).
void fill_random_uniform(RandomKey key, std::uint64_t step, float* out, std::int64_t size,
                         std::int64_t begin, std::int64_t end);

}  // namespace occam::kernels
