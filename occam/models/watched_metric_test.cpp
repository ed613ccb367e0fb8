#include "occam/models/watched_metric.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/base/random.h"
#include "tests/experiment/metric_result.h"

namespace occam {
namespace {

using evaluation::Measure;

const data::Target kNumbers{.name = "price", .mean = 7, .scale = 20};

data::Target classes(int count) {
  data::Target target{.name = "kind", .problem = data::Problem::kClassification};
  for (int k = 0; k < count; ++k) target.classes.push_back(std::to_string(k));
  return target;
}

/// Rows with random probabilities, of which the label's is often the largest.
struct Rows {
  Array labels, outputs;

  Rows(int count, std::uint64_t seed) {
    constexpr std::int64_t kRows = 200;
    std::vector<float> y, p;
    for (std::int64_t row = 0; row < kRows; ++row) {
      const auto u = [&](std::uint64_t i) {
        return random_uniform({seed, 7}, static_cast<std::uint64_t>(row), i);
      };
      // Rare classes come last.
      const int label = static_cast<int>(static_cast<float>(count) * u(50) * u(51));
      y.push_back(static_cast<float>(label));
      if (count == 2) {
        p.push_back(0.7f * u(0) + (label == 1 ? 0.3f : 0.0f));
        continue;
      }
      std::vector<float> own;
      float sum = 0;
      for (int k = 0; k < count; ++k) {
        own.push_back(u(static_cast<std::uint64_t>(k)) + (k == label ? 0.3f : 0.0f));
        sum += own.back();
      }
      for (const float value : own) p.push_back(value / sum);
    }
    labels = count == 2 ? Array({kRows, 1}, y) : Array({kRows}, y);
    outputs = Array({kRows, count == 2 ? 1 : count}, p);
  }
};

// The measures are compared with scikit-learn elsewhere; the metric has to say the same.
TEST(WatchedMetric, SaysWhatTheMeasureSays) {
  for (const int count : {2, 4}) {
    const Rows rows(count, 3);
    const std::vector<double> priors =
        count == 2 ? std::vector<double>{0.8, 0.2} : std::vector<double>{0.5, 0.25, 0.15, 0.1};
    for (const Measure* measure : evaluation::measures_of(Measure::Kind::kClasses)) {
      SCOPED_TRACE(std::string(measure->name) + " of " + std::to_string(count));
      const bool balanced = measure->name == "balanced_accuracy";
      const auto metric =
          watched_metric(*measure, classes(count), balanced ? priors : std::vector<double>{});
      if (measure->name == "log_loss") {
        EXPECT_FALSE(metric);
        continue;
      }
      const double watched = experiments::metric_result(*metric, rows.labels, rows.outputs);
      const auto predictions = evaluation::class_predictions(
          rows.labels, rows.outputs, count, balanced ? priors : std::vector<double>{});
      // Keras pools the classes of several, and counts between thresholds.
      if (measure->name == "auc" && count > 2) continue;
      EXPECT_NEAR(watched, *measure->value(predictions), measure->name == "auc" ? 1e-3 : 1e-6);
    }
  }
  const Array targets({4, 1}, std::vector<float>{1, 2, 3, 5}),
      outputs({4, 1}, std::vector<float>{2, 2, 1, 5});
  for (const Measure* measure : evaluation::measures_of(Measure::Kind::kNumbers)) {
    const auto metric = watched_metric(*measure, kNumbers);
    EXPECT_NEAR(experiments::metric_result(*metric, targets, outputs),
                *measure->value(evaluation::number_predictions(targets, outputs, 20, 7)), 1e-4)
        << measure->name;
  }
}

TEST(WatchedMetric, RefusesAMeasureOfTheOtherTask) {
  EXPECT_THROW(watched_metric(evaluation::measure("auc"), kNumbers), InvalidArgument);
  EXPECT_THROW(watched_metric(evaluation::measure("mae"), classes(2)), InvalidArgument);
}

}  // namespace
}  // namespace occam
