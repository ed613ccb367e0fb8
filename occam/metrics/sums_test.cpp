#include "occam/metrics/sums.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace occam::metrics
