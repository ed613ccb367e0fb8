#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace occam::bench {

/// The command line of occam_bench.
struct Options {
  std::vector<std::string> workloads;
  std::string roofline;               ///< a workload whose plans are to be timed call by call
  int threads = 1;                    ///< 0: one per core
  int repeats = 3;                    ///< the minimum is reported
  int epochs = 0;                     ///< 0: as many as the workload says
  std::int64_t fashion_rows = 60000;  ///< of Fashion-MNIST's training rows
  bool growth = false;                ///< curves instead of workloads
  bool compile_growth = false;        ///< the curve of compilation
  bool list = false, help = false;
};

/// Throws std::invalid_argument that names the argument.
Options parse_options(int argc, char** argv);

extern const char* const kUsage;

/// What main returns: 0, or 2 after the message of an exception.
int exit_code_of(const char* program, const std::function<void()>& run);

}  // namespace occam::bench
