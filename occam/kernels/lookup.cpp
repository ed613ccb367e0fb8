#include "occam/kernels/lookup.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace occam::kernels {
namespace {

float in_bucket(const Lookup& lookup, float x) {
  if (lookup.buckets == 0 || !(std::abs(x) <= 0x1p53f) || x != std::floor(x))
    return std::numeric_limits<float>::quiet_NaN();
  const std::int64_t rest = static_cast<std::int64_t>(x) % lookup.buckets;
  return lookup.first + static_cast<float>(rest < 0 ? rest + lookup.buckets : rest);
}

}  // namespace

void lookup(const Lookup& lookup, const float* x, const float* keys, const float* values,
            float* out, std::int64_t begin, std::int64_t end) {
  const float* const last = keys + lookup.keys;
  for (std::int64_t i = begin; i < end; ++i) {
    const float* const key = std::lower_bound(keys, last, x[i]);
    out[i] = key != last && *key == x[i] ? values[key - keys] : in_bucket(lookup, x[i]);
  }
}

}  // namespace occam::kernels
