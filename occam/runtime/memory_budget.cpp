#include "occam/runtime/memory_budget.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

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

void check_memory(std::string_view what, std::int64_t bytes, std::string_view advice) {
  const std::optional<std::int64_t> available = available_if_less_than(bytes);
  if (available) throw_out_of_memory(what, bytes, *available, advice);
}

std::string_view advice_for(bool depends_on_batch, std::int64_t models) {
  if (models == 1) {
    return depends_on_batch ? "Fewer units or a smaller batch need less" : "Fewer units need less";
  }
  return depends_on_batch ? "Fewer units, a smaller batch or a smaller stack need less"
                          : "Fewer units or a smaller stack need less";
}

}  // namespace occam::runtime
