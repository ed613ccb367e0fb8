#include "occam/runtime/memory_budget.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"

namespace occam::runtime {
namespace {

constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max();

/// First number in a file, or kUnknown ("max", no such file).
std::int64_t number_in(const char* path) {
  std::ifstream file(path);
  std::int64_t number = 0;
  return file >> number ? number : kUnknown;
}

}  // namespace

std::int64_t available_memory() {
  std::int64_t available = kUnknown;
  std::ifstream file("/proc/meminfo");
  std::string key, unit;
  for (std::int64_t kib = 0; file >> key >> kib; std::getline(file, unit)) {
    if (key == "MemAvailable:") available = kib * 1024;
  }
  const std::int64_t limit = number_in("/sys/fs/cgroup/memory.max");
  const std::int64_t used = number_in("/sys/fs/cgroup/memory.current");
  if (limit != kUnknown && used != kUnknown)
    available = std::min(available, std::max<std::int64_t>(0, limit - used));
  return available;
}

std::optional<std::int64_t> available_if_less_than(std::int64_t bytes) {
  // Small requests are not worth reading the system's files.
  if (bytes < (std::int64_t{64} << 20)) return std::nullopt;
  const std::int64_t available = available_memory();
  return bytes <= available ? std::nullopt : std::optional(available);
}

void check_memory(std::string_view what, std::int64_t bytes) {
  const std::optional<std::int64_t> available = available_if_less_than(bytes);
  if (!available) return;
  throw InvalidArgument(std::string(what) + ": needs " + byte_text(bytes) +
                        " of memory. Expected at most the available " + byte_text(*available) +
                        ". Fewer units, a smaller batch or a smaller stack need less");
}

}  // namespace occam::runtime
