// What it costs that sums are defined: trains the same networks with occam's sums and with sums
// that oneDNN and the number of threads decide. One JSON line a network.

#include <algorithm>
#include <cstdio>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/epoch_times.h"
#include "bench/free_sums.h"
#include "bench/report.h"
#include "bench/trainings.h"
#include "occam/runtime/thread_pool.h"

namespace occam::bench {
namespace {

/// One way to train the network.
struct Side {
  Side(Sums s, const Training& training, int threads)
      : sums(s), model(make_model(training, threads)) {}
  Sums sums;
  Sequential model;
  double fastest = std::numeric_limits<double>::infinity();
  double loss = 0;
};

std::vector<Side> make_sides(const Training& training, int threads) {
  std::vector<Side> sides;
  sides.emplace_back(Sums::kDefined, training, threads);
  sides.emplace_back(Sums::kOnednnSplit, training, threads);
  sides.emplace_back(Sums::kOnednnTiles, training, threads);
  // On one thread it is the same as the first.
  if (threads > 1) sides.emplace_back(Sums::kOnednnThreads, training, threads);
  return sides;
}

class Comparison {
 public:
  Comparison(const Training& training, const Options& options)
      : training_(training),
        options_(options),
        threads_(options.threads == 0 ? runtime::available_cores() : options.threads),
        table_(training.table()),
        sides_(make_sides(training, threads_)) {}

  void run() {
    // Of the first epoch: rounding grows with every step.
    for (Side& side : sides_) side.loss = fit(side, 2)["loss"].front();
    // An epoch of the small network takes under a millisecond.
    const int epochs = options_.epochs > 0 ? options_.epochs : training_.batch_size < 64 ? 200 : 4;
    for (int repeat = 0; repeat < options_.repeats; ++repeat) {
      // In turn, so that a change of the machine's pace meets all.
      for (std::size_t i = 0; i < sides_.size(); ++i)
        fit(sides_[repeat % 2 == 0 ? i : sides_.size() - 1 - i], epochs);
    }
    watch();
  }

  void print_line() const {
    const Side& defined = sides_[0];
    const Side& free =
        *std::min_element(sides_.begin() + 1, sides_.end(),
                          [](const Side& a, const Side& b) { return a.fastest < b.fastest; });
    const auto steps =
        static_cast<double>((table_.rows() + training_.batch_size - 1) / training_.batch_size);
    Line line = new_line("determinism-cost", options_);
    line["training"] = training_.name;
    line["us_per_step"] = rounded(defined.fastest / steps * 1e6);
    line["us_per_step_free"] = rounded(free.fastest / steps * 1e6);
    line["ratio"] = rounded(defined.fastest / free.fastest);
    line["partial_sums_share"] = rounded(partial_sums_share_);
    line["loss"] = rounded(defined.loss);
    line["loss_free"] = rounded(free.loss);
    line["free"] = name_of(free.sums);
    for (const Side& side : sides_)
      line["ways"][name_of(side.sums)] = {{"us_per_step", rounded(side.fastest / steps * 1e6)},
                                          {"loss", rounded(side.loss)}};
    line["repeats"] = options_.repeats;
    print(line);
  }

 private:
  History fit(Side& side, int epochs) {
    choose_sums(side.sums, threads_);
    // OpenMP's threads spin for milliseconds after the last region.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const EpochTimes times;
    History history = side.model.fit(
        table_,
        {.batch_size = training_.batch_size, .epochs = epochs, .verbose = 0, .callbacks = {times}});
    side.fastest = std::min(side.fastest, times.fastest());
    return history;
  }

  /// Reductions keep their fixed blocks on all sides. What a cut by the number of threads would
  /// spare is the adding up of partial sums; the clock is read twice for each.
  void watch() {
    watch_partial_sums(true);
    const auto begin = Clock::now();
    fit(sides_[0], training_.batch_size < 64 ? 50 : 2);
    partial_sums_share_ = partial_sum_seconds() / seconds_since(begin);
    watch_partial_sums(false);
  }

  Training training_;
  Options options_;
  int threads_;
  data::Dataset table_;
  std::vector<Side> sides_;  ///< the defined one first
  double partial_sums_share_ = 0;
};

Training find_training(const std::string& name, const Options& options) {
  for (const Training& training : {seed_mlp16(), fashion_mlp512(options)})
    if (training.name == name) return training;
  throw std::invalid_argument("unknown workload " + name);
}

void run(Options options) {
  if (options.help) {
    std::puts(
        "usage: determinism_bench [--workload NAME...] [--threads N] [--repeats R]\n"
        "                         [--epochs E] [--fashion-rows N]");
    return;
  }
  options.fashion_rows = std::min<std::int64_t>(options.fashion_rows, 12800);
  std::vector<std::string> names = options.workloads;
  if (names.empty()) names = {"seed-mlp16-b32", "fashion-mlp512-b128"};
  for (const std::string& name : names) {
    const Training training = find_training(name, options);
    Comparison comparison(training, options);
    comparison.run();
    comparison.print_line();
  }
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  return occam::bench::exit_code_of(
      "determinism_bench", [&] { occam::bench::run(occam::bench::parse_options(argc, argv)); });
}
