// What a training step costs as one size of the network, the batch, the stack or the table grows
// and the others stay: docs/growth.md.

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <random>

#include "bench/epoch_times.h"
#include "bench/fma_peak.h"
#include "bench/report.h"
#include "bench/workloads.h"

namespace occam::bench {
namespace {

constexpr int kClasses = 10;
// 4 MB of 64 columns: in the last cache of most machines, so that only the axis "rows" meets
// memory.
constexpr std::int64_t kMostRows = 16384;
constexpr double kEpochSeconds = 0.02;     // long beside the work of an epoch that is not steps
constexpr std::int64_t kFewestEpochs = 3;  // of a repeat, besides the first
constexpr double kRepeatSeconds = 0.08;    // three repeats, a quarter of a second for a point

/// A point of a curve; what its axis does not vary keeps the base's size.
struct Sizes {
  std::int64_t columns = 64, width = 256, depth = 2, batch = 128, members = 1;
  std::int64_t rows = 0;  ///< 0: as many as make an epoch of kEpochSeconds
};

struct Axis {
  const char* name;
  std::int64_t Sizes::*size;  ///< what grows, in powers of two
  std::int64_t first, last;
  Sizes base = {};
};

const Axis kAxes[] = {
    {"width", &Sizes::width, 8, 2048},
    {"depth", &Sizes::depth, 1, 32, {.width = 64}},
    {"batch", &Sizes::batch, 1, 4096},
    {"members", &Sizes::members, 1, 256, {.width = 64, .batch = 32}},
    {"rows", &Sizes::rows, 1 << 10, 1 << 20, {.columns = 16, .width = 64}},
};

/// Normal numbers; the class is the column of the largest of the first ten.
data::Dataset normal_classes(std::int64_t rows, std::int64_t columns) {
  std::mt19937 bits(0);
  std::normal_distribution<float> normal;
  std::vector<float> x(static_cast<std::size_t>(rows * columns));
  for (float& value : x) value = normal(bits);
  std::vector<std::int32_t> y;
  for (auto row = x.begin(); row != x.end(); row += columns)
    y.push_back(static_cast<std::int32_t>(std::max_element(row, row + kClasses) - row));
  data::Dataset table;
  table.x = Array({rows, columns}, std::move(x));
  table.y = Array::from(y);
  return table;
}

Training make_training(const Sizes& sizes) {
  Training training{.name = "growth",
                    .layers = {},
                    .compile = {.optimizer = "adam", .loss = "sparse_categorical_crossentropy"},
                    .table = {},
                    .batch_size = static_cast<int>(sizes.batch)};
  for (std::int64_t i = 0; i < sizes.depth; ++i) {
    training.layers.push_back(layers::Dense{
        .units = sizes.width, .activation = "relu", .kernel_regularizer = regularizers::L2{1e-4}});
  }
  training.layers.push_back(layers::Dense{.units = kClasses, .activation = "softmax"});
  return training;
}

/// Of all products of a training step of one member.
double products_of_step(const Training& training, std::int64_t columns) {
  const auto network = make_network(training, {columns}, {});
  double sum = 0;
  for (const runtime::Call& call :
       network->executor({training::Mode::kTrain, training.batch_size}).plan().calls)
    sum += call.product_operations;
  return sum;
}

using Fit = std::function<void(const data::Dataset&, const FitOptions&)>;

/// Trains one model, or a stack of members that differ in L2. The plan stays between two fits.
Fit make_fit(const Training& training, const Sizes& sizes, int threads) {
  const auto model = std::make_shared<Sequential>(make_model(training, threads));
  if (sizes.members == 1)
    return [model](const data::Dataset& table, const FitOptions& options) {
      model->fit(table, options);
    };
  model->build({sizes.columns});
  std::vector<double> factors;
  for (std::int64_t m = 0; m < sizes.members; ++m)
    factors.push_back(1e-4 * static_cast<double>(m + 1) / static_cast<double>(sizes.members));
  const auto stack = std::make_shared<Stack>(
      *model, std::vector<HyperValues>{{"dense/kernel_regularizer/l2", factors}});
  return [stack](const data::Dataset& table, const FitOptions& options) {
    stack->fit(table, nullptr, options);
  };
}

/// Times epochs over a table's first rows.
class Clocked {
 public:
  Clocked(Fit fit, const data::Dataset& table, std::int64_t batch)
      : fit_(std::move(fit)), table_(table), batch_(batch) {}

  /// Seconds of the fastest of `epochs` epochs but the first.
  double epoch(std::int64_t steps, std::int64_t epochs) const {
    data::Dataset rows;
    rows.x = table_.x.rows(0, steps * batch_);
    rows.y = table_.y.rows(0, steps * batch_);
    const EpochTimes times;
    fit_(rows, {.batch_size = batch_, .epochs = epochs, .verbose = 0, .callbacks = {times}});
    return times.fastest();
  }

 private:
  Fit fit_;
  const data::Dataset& table_;
  std::int64_t batch_;
};

void measure_point(const Axis& axis, const Sizes& sizes, const data::Dataset& table, double peak,
                   const Options& options) {
  const Training training = make_training(sizes);
  const Clocked clocked(make_fit(training, sizes, options.threads), table, sizes.batch);
  const std::int64_t most_steps = (sizes.rows > 0 ? sizes.rows : table.rows()) / sizes.batch;
  const std::int64_t few = std::min<std::int64_t>(4, most_steps);
  // A few steps tell how many make an epoch of the length wanted, and how many epochs a repeat.
  const double estimate = clocked.epoch(few, 3) / static_cast<double>(few);
  const std::int64_t steps =
      sizes.rows > 0
          ? most_steps
          : std::clamp(static_cast<std::int64_t>(kEpochSeconds / estimate), few, most_steps);
  const double expected = estimate * static_cast<double>(steps);
  const std::int64_t epochs =
      1 +
      std::max<std::int64_t>(kFewestEpochs, static_cast<std::int64_t>(kRepeatSeconds / expected));
  double fastest = std::numeric_limits<double>::infinity();
  for (int repeat = 0; repeat < options.repeats; ++repeat)
    fastest = std::min(fastest, clocked.epoch(steps, epochs));

  const double seconds = fastest / static_cast<double>(steps);
  const double operations =
      products_of_step(training, sizes.columns) * static_cast<double>(sizes.members);
  Line line = new_line("growth", options);
  line["axis"] = axis.name;
  line["value"] = sizes.*axis.size;
  line["us_per_step"] = rounded(seconds * 1e6);
  if (axis.size == &Sizes::members)
    line["us_per_step_of_a_member"] = rounded(seconds * 1e6 / static_cast<double>(sizes.members));
  if (axis.size == &Sizes::rows) line["epoch_s"] = rounded(fastest);
  line["operations"] = operations;
  line["gflops"] = rounded(operations / seconds * 1e-9);
  line["peak_gflops"] = rounded(peak);
  line["share_of_peak"] = rounded(operations / seconds * 1e-9 / peak);
  line["steps"] = steps;
  line["epochs"] = epochs;
  line["repeats"] = options.repeats;
  print(line);
}

}  // namespace

void measure_growth(const Options& options) {
  const double peak = fma_peak_gflops(1000, new_line("growth", options)["threads"]);
  for (const Axis& axis : kAxes) {
    const std::int64_t rows = axis.size == &Sizes::rows ? axis.last : kMostRows;
    const data::Dataset table = normal_classes(rows, axis.base.columns);
    for (std::int64_t size = axis.first; size <= axis.last; size *= 2) {
      Sizes sizes = axis.base;
      sizes.*axis.size = size;
      measure_point(axis, sizes, table, peak, options);
    }
  }
}

}  // namespace occam::bench
