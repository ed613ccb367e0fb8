#include <cstdio>
#include <fstream>
#include <string>

#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

/// A field of /proc/self/status in MB. Unlike getrusage it does not count the parent's memory.
double status_mb(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field + ":")) return std::stod(line.substr(field.size() + 1)) / 1024.0;
  }
  return 0.0;
}

}  // namespace

void measure_startup(const Options& options) {
  const Training training = seed_dense10();
  const data::Dataset table = training.table();
  Sequential model = make_model(training, options.threads);
  const History history = model.fit(table.x.rows(0, 1), table.y.rows(0, 1),
                                    {.batch_size = 1, .epochs = 1, .verbose = 0});
  Line line = new_line("startup", options);
  line["rss_mb"] = rounded(status_mb("VmRSS"));
  line["peak_rss_mb"] = rounded(status_mb("VmHWM"));
  line["loss"] = rounded(history["loss"].back());
  print(line);
}

}  // namespace occam::bench
