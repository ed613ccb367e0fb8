#include "bench/report.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "hwy/highway.h"
#include "hwy/targets.h"
#include "occam/runtime/thread_pool.h"

namespace occam::bench {
namespace {

/// The best instruction set that this program is compiled for and the machine has.
const char* instruction_set() {
  const auto usable = static_cast<std::uint64_t>(hwy::SupportedTargets() & HWY_TARGETS);
  // Highway numbers better targets lower.
  return hwy::TargetName(static_cast<std::int64_t>(usable & (~usable + 1)));
}

}  // namespace

Line new_line(std::string_view workload, const Options& options) {
  const int threads = options.threads == 0 ? runtime::available_cores() : options.threads;
  return {{"peer", "occam"},
          {"workload", workload},
          {"threads", threads},
          {"instruction_set", instruction_set()}};
}

double rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return std::strtod(text, nullptr);
}

void print(const Line& line) {
  std::puts(line.dump().c_str());
  std::fflush(stdout);
}

}  // namespace occam::bench
