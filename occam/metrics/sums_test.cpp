#include "occam/metrics/sums.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/mean.h"
#include "tests/experiment/experiment.h"

namespace occam::metrics {
namespace {

TEST(Sums, KeepTheFirstBatchsValueInEveryStep) {
  experiments::Experiment experiment;
  const graph::Value x = experiment.variable("x", Array({2}, std::vector<float>{3, 5}));
  Sums sums(x.graph(), "sums");
  sums.add(sums.first(x));
  experiment.run();
  const std::size_t total = sums.accumulators().at(0).total;
  EXPECT_EQ(experiment.values_after(total), (std::vector<double>{3, 5}));
  experiment.set("x", std::vector<float>{100, -100});
  experiment.run();
  EXPECT_EQ(experiment.values_after(total), (std::vector<double>{6, 10}));
}

/// One number of a batch.
struct MeanOfBatch {
  static constexpr std::string_view type = "MeanOfBatch";
  static constexpr std::string_view name = "mean_of_batch";
  static constexpr Direction direction = Direction::kNone;
  graph::Value per_sample(const graph::Value&, const graph::Value& prediction) const {
    return ops::mean(ops::mean(prediction, {1}), {0});
  }
};

// As in Keras, whose Mean counts a scalar once, however many samples it is of.
TEST(Sums, OneNumberOfABatchIsAMeanOverBatches) {
  experiments::Experiment experiment;
  const graph::Value x = experiment.variable("x", Array({3, 1}, std::vector<float>{3, 5, 10}));
  const Metric metric = MeanOfBatch();
  Sums sums(x.graph(), "sums");
  metric.update_state(sums, x, x);
  ASSERT_EQ(sums.accumulators().size(), 2u);
  experiment.run();
  experiment.set("x", std::vector<float>{0, 0, 30});
  experiment.run();
  const std::vector<double> total = experiment.values_after(sums.accumulators()[0].total);
  const std::vector<double> count = experiment.values_after(sums.accumulators()[1].total);
  EXPECT_EQ(total, (std::vector<double>{16}));
  EXPECT_EQ(count, (std::vector<double>{2}));
  const std::vector<std::span<const double>> spans = {total, count};
  EXPECT_EQ(metric.result({.samples = 6, .sums = spans}), 8);
}

}  // namespace
}  // namespace occam::metrics
