// Does training on a CSV file larger than memory stay within a few megabytes? Writes one of so many
// gigabytes, fits a network on it for an epoch, and prints a JSON line each tenth of the file.
// usage: streaming_bench FILE GIGABYTES      FILE is removed in the end
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

#include "bench/epoch_times.h"
#include "occam/occam.h"

namespace {

using namespace occam;

constexpr int kFeatures = 20;
constexpr std::int64_t kBatch = 1024, kBlockRows = 100'000;

/// The rows of a block, which the file repeats.
std::string block() {
  std::mt19937 bits(0);
  std::normal_distribution<double> normal;
  std::string text;
  for (std::int64_t row = 0; row < kBlockRows; ++row) {
    double first = 0;
    for (int i = 0; i < kFeatures; ++i) {
      const double value = normal(bits);
      if (i == 0) first = value;
      char cell[32];
      text.append(cell, static_cast<std::size_t>(std::snprintf(cell, sizeof cell, "%.5f,", value)));
    }
    text += std::to_string(3 * first) + "\n";
  }
  return text;
}

std::int64_t write_table(const std::string& path, double gigabytes) {
  std::ofstream file(path, std::ios::binary);
  for (int i = 0; i < kFeatures; ++i) file << 'x' << i << ',';
  file << "y\n";
  const std::string rows = block();
  std::int64_t written = 0;
  for (double bytes = 0; bytes < gigabytes * 1e9; bytes += static_cast<double>(rows.size())) {
    file << rows;
    written += kBlockRows;
  }
  return written;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t pages = 0, resident = 0;
  file >> pages >> resident;
  return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// A line each tenth of the steps.
struct Tells {
  std::int64_t steps = 0;
  bench::Clock::time_point begin = bench::Clock::now();
  void on_train_batch_end(callbacks::TrainingControl&, std::int64_t batch,
                          const callbacks::Logs& logs) {
    if ((batch + 1) % (steps / 10) != 0) return;
    const double seconds = bench::seconds_since(begin);
    const auto rows = static_cast<double>((batch + 1) * kBatch);
    std::printf(
        "{\"workload\": \"streaming\", \"rows\": %.0f, \"seconds\": %.1f, \"rows_per_second\": "
        "%.0f, \"resident_mb\": %.1f, \"loss\": %.4g}\n",
        rows, seconds, rows / seconds, resident_megabytes(), logs.at("loss"));
    std::fflush(stdout);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: streaming_bench FILE GIGABYTES\n";
    return 2;
  }
  const std::string path = argv[1];
  const std::int64_t rows = write_table(path, std::atof(argv[2]));
  Sequential model{layers::Dense{.units = 32, .activation = "relu", .input_shape = {kFeatures}},
                   layers::Dense{.units = 1}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  data::RowBatches batches =
      data::csv_batches(path, {.target = "y", .batches = {.batch_size = kBatch}});
  model.fit(batches, {.epochs = 1, .verbose = 0, .callbacks = {Tells{.steps = rows / kBatch}}});
  std::remove(path.c_str());
  return 0;
}
