#include "occam/losses/dice.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/sum.h"
#include "tests/experiment/per_sample.h"
#include "tests/experiment/refusal.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kTarget({3, 2}, std::vector<float>{1, 0, 1, 1, 0, 0});
const Array kPrediction({3, 2}, std::vector<float>{0.75f, 0.5f, 0.25f, 1, 0, 0.5f});

/// What a loss gives the batch as a whole; empty where it has values of samples.
std::vector<float> of_batch(const Loss& loss, const Array& target, const Array& prediction) {
  experiments::Experiment experiment;
  const graph::Value y = experiment.input("target", target);
  const graph::Value p = experiment.variable("prediction", prediction);
  const graph::Value whole = loss.of_batch(experiment.scope("loss"), y, p);
  if (!whole) return {};
  experiment.output("value", ops::broadcast_scalar(ops::sum(whole), Shape{1}));
  experiment.run();
  return {experiment.tensor("value")[0]};
}

// Both: 0.75 + 0.25 + 1 = 2, of 3 and 3.
TEST(Dice, OfABatchAsAWhole) {
  const auto values = per_sample(Dice{}, kTarget, kPrediction);
  ASSERT_EQ(values.size(), 3u);
  for (const float value : values) EXPECT_NEAR(value, 1 - 4.0 / 6, 1e-6);
  EXPECT_NEAR(of_batch(Dice{}, kTarget, kPrediction).at(0), 1 - 4.0 / 6, 1e-6);
}

TEST(Dice, OfEachSample) {
  const auto values = per_sample(Dice{.axis = -1}, kTarget, kPrediction);
  ASSERT_EQ(values.size(), 3u);
  EXPECT_NEAR(values[0], 1 - 1.5 / 2.25, 1e-6);
  EXPECT_NEAR(values[1], 1 - 2.5 / 3.25, 1e-6);
  EXPECT_NEAR(values[2], 1, 1e-6);
  EXPECT_TRUE(of_batch(Dice{.axis = -1}, kTarget, kPrediction).empty());
}

// Columns of their own; a fit reports the mean.
TEST(Dice, OfColumnsOverTheSamples) {
  const Array target({2, 2}, std::vector<float>{1, 0, 1, 1});
  const Array prediction({2, 2}, std::vector<float>{1, 0.5f, 0.5f, 1});
  const double first = 1 - 3.0 / 3.5, second = 1 - 2.0 / 2.5;
  for (const float value : per_sample(Dice{.axis = 0}, target, prediction))
    EXPECT_NEAR(value, (first + second) / 2, 1e-6);
  EXPECT_NEAR(of_batch(Dice{.axis = 0}, target, prediction).at(0), first + second, 1e-6);
}

TEST(Dice, RefusesAxesThatAreNone) {
  EXPECT_NE(experiments::refusal([] {
              Loss(Dice{.axis = AxisList(std::vector<std::int64_t>())});
            }).find("Dice: invalid value for axis. Expected one axis at least"),
            std::string::npos);
  EXPECT_THROW(per_sample(Dice{.axis = 2}, kTarget, kPrediction), InvalidArgument);
}

}  // namespace
}  // namespace occam::losses
