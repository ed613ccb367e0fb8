#include "occam/kernels/cache_sizes.h"

#include <unistd.h>

#include <algorithm>

namespace occam::kernels {

std::int64_t first_cache_bytes() {
  static const std::int64_t bytes = [] {
    constexpr std::int64_t kUsual = 1 << 15, kLeast = 1 << 14, kMost = 1 << 17;
#ifdef _SC_LEVEL1_DCACHE_SIZE
    const std::int64_t told = sysconf(_SC_LEVEL1_DCACHE_SIZE);
    if (told > 0) return std::clamp(told, kLeast, kMost);
#endif
    return kUsual;
  }();
  return bytes;
}

std::int64_t second_cache_bytes() {
  static const std::int64_t bytes = [] {
    constexpr std::int64_t kUsual = 1 << 20, kLeast = 1 << 18, kMost = 1 << 22;
#ifdef _SC_LEVEL2_CACHE_SIZE
    const std::int64_t told = sysconf(_SC_LEVEL2_CACHE_SIZE);
    // A cluster's shared cache is not a core's alone.
    if (told > 0) return std::clamp(told, kLeast, kMost);
#endif
    return kUsual;
  }();
  return bytes;
}

}  // namespace occam::kernels
