#include <cmath>
#include <limits>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/tables.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

/// From 1e-6 to 1e-1, evenly on a logarithmic scale.
std::vector<double> factors() {
  std::vector<double> values;
  for (int i = 0; i < kSweepMembers; ++i)
    values.push_back(std::pow(10.0, -6.0 + 5.0 * i / (kSweepMembers - 1)));
  return values;
}

/// The penalty that is swept.
struct Swept {
  std::string name;  ///< of the workload
  Regularizer penalty;
  std::string hyper;  ///< its factor
};

struct Sweep {
  double seconds = std::numeric_limits<double>::infinity();
  std::int64_t epochs = 0;   ///< of all members
  double best_val_loss = 0;  ///< of a member's last epoch
};

/// From the description to 64 trained networks: building and compiling count.
void run(const Swept& swept, const data::Dataset& table, const Options& options, bool early_stop,
         Sweep& sweep) {
  const auto begin = Clock::now();
  Sequential model = make_model(digits_network(swept.penalty), options.threads);
  model.build({64});
  Stack stack(model, {{"dense/kernel_regularizer/" + swept.hyper, factors()},
                      {"dense_1/kernel_regularizer/" + swept.hyper, factors()}});
  FitOptions fit{.batch_size = 32,
                 .epochs = options.epochs > 0 ? options.epochs : kSweepEpochs,
                 .verbose = 0,
                 .validation_split = 0.2};
  if (early_stop) fit.callbacks = {callbacks::EarlyStopping{.monitor = "val_loss", .patience = 5}};
  const std::vector<History> histories = stack.fit(table.x, table.y, fit);
  sweep.seconds = std::min(sweep.seconds, seconds_since(begin));
  sweep.epochs = 0;
  sweep.best_val_loss = std::numeric_limits<double>::infinity();
  for (const History& history : histories) {
    sweep.epochs += static_cast<std::int64_t>(history.epoch.size());
    sweep.best_val_loss = std::min(sweep.best_val_loss, history["val_loss"].back());
  }
}

void measure(const Swept& swept, const Options& options) {
  const data::Dataset table = digits_rows();
  for (const bool early_stop : {true, false}) {
    Sweep sweep;
    for (int repeat = 0; repeat < options.repeats; ++repeat)
      run(swept, table, options, early_stop, sweep);
    Line line = new_line(swept.name + (early_stop ? "" : "-all-epochs"), options);
    line["seconds"] = rounded(sweep.seconds);
    line["models"] = kSweepMembers;
    line["epochs"] = sweep.epochs;
    line["loss"] = rounded(sweep.best_val_loss);
    line["repeats"] = options.repeats;
    print(line);
  }
}

}  // namespace

void measure_digits_l2_sweep(const Options& options) {
  measure({"digits-l2-sweep", regularizers::L2{0.01}, "l2"}, options);
}

void measure_digits_l1_sweep(const Options& options) {
  measure({"digits-l1-sweep", regularizers::L1{0.01}, "l1"}, options);
}

}  // namespace occam::bench
