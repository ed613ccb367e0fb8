#pragma once

#include <cstdint>

namespace occam::kernels {

/// What whole numbers, keys, stand for.
struct Lookup {
  std::int64_t keys = 0;     ///< how many
  std::int64_t buckets = 1;  ///< for other whole numbers; 0: they have none
  float first = 0;           ///< the value of their bucket 0
};

/// out[i] = values[k] where keys[k] == x[i], which ascend; else first + (x[i] mod buckets), from 0
/// to buckets - 1 also for negative numbers; NaN without buckets and for what is no whole number of
/// at most 2^53. For i in [begin, end), all float32.
void lookup(const Lookup& lookup, const float* x, const float* keys, const float* values,
            float* out, std::int64_t begin, std::int64_t end);

}  // namespace occam::kernels
