#include "occam/kernels/cache_sizes.h"

#include <unistd.h>

#include <algorithm>

namespace occam::kernels {
namespace {

#ifdef _SC_LEVEL1_DCACHE_SIZE
constexpr int kFirst = _SC_LEVEL1_DCACHE_SIZE, kSecond = _SC_LEVEL2_CACHE_SIZE;
#else
constexpr int kFirst = -1, kSecond = -1;  // names of nothing, of which nothing is told
#endif

/// What the system tells, within limits: a cluster's shared cache is not a core's alone.
std::int64_t bytes_of(int name, std::int64_t usual, std::int64_t least, std::int64_t most) {
  const std::int64_t told = sysconf(name);
  return told > 0 ? std::clamp(told, least, most) : usual;
}

}  // namespace

std::int64_t first_cache_bytes() {
  static const std::int64_t bytes = bytes_of(kFirst, 1 << 15, 1 << 14, 1 << 17);
  return bytes;
}

std::int64_t second_cache_bytes() {
  static const std::int64_t bytes = bytes_of(kSecond, 1 << 20, 1 << 18, 1 << 22);
  return bytes;
}

}  // namespace occam::kernels
