#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/tables.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

/// LassoNet's own path has so many networks on this table, as each starts from the last one.
constexpr std::int64_t kAsMany = 465;
/// What selection::path trains by default.
constexpr std::int64_t kUsual = 20;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Measured {
  double seconds = std::numeric_limits<double>::infinity(), processor = seconds;
  selection::Path path;
};

void run(const data::Dataset& table, std::int64_t lambdas, const Options& options,
         Measured& measured) {
  // A tenth is watched, as theirs.
  const std::int64_t held_out = table.rows() / 10, kept = table.rows() - held_out;
  const data::Dataset train{.x = table.x.rows(0, kept), .y = table.y.rows(0, kept)};
  const data::Dataset watched{.x = table.x.rows(kept, table.rows()),
                              .y = table.y.rows(kept, table.rows())};
  const double processor = processor_seconds();
  const auto begin = Clock::now();
  Model model = selection::lasso_net(
      {layers::Dense{.units = 16, .activation = "relu", .input_shape = {table.x.shape()[1]}},
       layers::Dense{.units = 16, .activation = "relu"}, layers::Dense{.units = 1}});
  model.set_threads(options.threads);
  model.compile({.optimizer = optimizers::Adam{.learning_rate = 0.01}, .loss = "mse"});
  const selection::Part part{
      .model = model,
      .train = &train,
      .validation = &watched,
      .options = {.batch_size = 32,
                  .epochs = options.epochs > 0 ? options.epochs : 400,
                  .verbose = 0,
                  .callbacks = {callbacks::EarlyStopping{
                      .monitor = "val_loss", .patience = 20, .restore_best_weights = true}}},
      .keep_weights = true};
  measured.path = selection::path({&part, 1}, {.lambdas = lambdas, .ratio = 1e-4});
  measured.seconds = std::min(measured.seconds, seconds_since(begin));
  measured.processor = std::min(measured.processor, processor_seconds() - processor);
}

}  // namespace

void measure_lasso_net_path(const Options& options) {
  const data::Dataset table = wine_rows();
  for (const std::int64_t lambdas : {kUsual, kAsMany}) {
    Measured measured;
    for (int repeat = 0; repeat < options.repeats; ++repeat) run(table, lambdas, options, measured);
    Line line = new_line(
        lambdas == kUsual ? "wine-lassonet-path" : "wine-lassonet-path-as-many-lambdas", options);
    line["seconds"] = rounded(measured.seconds);
    line["processor_seconds"] = rounded(measured.processor);
    line["networks"] = measured.path.trained;
    for (const selection::Outcome& outcome : measured.path.outcomes[0])
      line["inputs"].push_back(outcome.support.inputs.size());
    line["repeats"] = options.repeats;
    print(line);
  }
}

}  // namespace occam::bench
