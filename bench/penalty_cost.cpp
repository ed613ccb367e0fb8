#include <limits>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {

void measure_penalty_cost(const Options& options) {
  Options shorter = options;
  shorter.fashion_rows = std::min<std::int64_t>(options.fashion_rows, 12800);
  const Training plain = fashion_mlp512(shorter, Regularizer{}, true);
  const Training penalized = fashion_mlp512(shorter, regularizers::L1L2{1e-5, 1e-4, false}, true);
  const data::Dataset table = plain.table();
  Sequential models[] = {make_model(plain, options.threads),
                         make_model(penalized, options.threads)};
  double fastest[] = {std::numeric_limits<double>::infinity(),
                      std::numeric_limits<double>::infinity()};
  // In turn, so that a change of the machine's pace meets both.
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    for (int i = 0; i < 2; ++i) {
      const EpochTimes times;
      models[i].fit(table, {.batch_size = 128, .epochs = 4, .verbose = 0, .callbacks = {times}});
      fastest[i] = std::min(fastest[i], times.fastest());
    }
  }
  const auto steps = static_cast<double>((table.rows() + 127) / 128);
  Line line = new_line("penalty-cost", options);
  line["us_per_step"] = rounded(fastest[1] / steps * 1e6);
  line["us_per_step_without"] = rounded(fastest[0] / steps * 1e6);
  line["ratio"] = rounded(fastest[1] / fastest[0]);
  line["repeats"] = options.repeats;
  print(line);
}

}  // namespace occam::bench
