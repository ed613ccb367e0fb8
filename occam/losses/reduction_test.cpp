#include "occam/losses/reduction.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/compiler/gradient.h"
#include "occam/losses/loss.h"
#include "occam/losses/mean_squared_error.h"
#include "tests/experiment/experiment.h"

namespace occam::losses {
namespace {

using experiments::Experiment;

/// Losses of three samples of two steps, their weights and which steps count.
const std::vector<float> kValues = {1, 2, 3, 4, 5, 6};
const std::vector<float> kWeights = {1, 0.5f, 2};
const std::vector<float> kMask = {1, 1, 1, 0, 0, 1};

struct Reduced {
  double value;
  std::vector<float> gradient;
};

Reduced reduce(LossReduction how, bool weighted, bool masked) {
  Experiment experiment;
  const graph::Value values = experiment.variable("values", Array({3, 2}, kValues));
  const graph::Value weights =
      weighted ? experiment.input("weights", Array({3}, kWeights)) : graph::Value();
  const graph::Value mask =
      masked ? experiment.input("mask", Array({3, 2}, kMask)) : graph::Value();
  const graph::Value loss = reduced(how, values, weights, mask);
  experiment.output("loss", loss);
  experiment.output("gradient", compiler::gradient(loss, {{values}})[0]);
  experiment.run();
  const auto gradient = experiment.tensor("gradient");
  return {experiment.number("loss"), {gradient.begin(), gradient.end()}};
}

void expect(LossReduction how, bool weighted, bool masked, double value,
            const std::vector<double>& gradient) {
  SCOPED_TRACE(testing::Message() << static_cast<int>(how) << weighted << masked);
  const Reduced found = reduce(how, weighted, masked);
  EXPECT_NEAR(found.value, value, 1e-6);
  for (std::size_t i = 0; i < gradient.size(); ++i)
    EXPECT_NEAR(found.gradient[i], gradient[i], 1e-6) << i;
}

// By hand from Keras's rule: weighted losses 1 2 1.5 2 10 12, of them counted 1 2 1.5 . . 12.
TEST(LossReductionTest, AsInKeras) {
  for (const LossReduction mean : {LossReduction::kSumOverBatchSize, LossReduction::kMean}) {
    expect(mean, false, false, 21.0 / 6, std::vector<double>(6, 1.0 / 6));
    expect(mean, true, false, 28.5 / 6, {1.0 / 6, 1.0 / 6, 0.5 / 6, 0.5 / 6, 2.0 / 6, 2.0 / 6});
    expect(mean, false, true, 12.0 / 4, {0.25, 0.25, 0.25, 0, 0, 0.25});
    expect(mean, true, true, 16.5 / 4, {0.25, 0.25, 0.125, 0, 0, 0.5});
  }
  expect(LossReduction::kSum, false, false, 21, std::vector<double>(6, 1));
  expect(LossReduction::kSum, true, false, 28.5, {1, 1, 0.5, 0.5, 2, 2});
  expect(LossReduction::kSum, false, true, 12, {1, 1, 1, 0, 0, 1});
  expect(LossReduction::kSum, true, true, 16.5, {1, 1, 0.5, 0, 0, 2});
  const LossReduction weighted = LossReduction::kMeanWithSampleWeight;
  expect(weighted, false, false, 21.0 / 6, std::vector<double>(6, 1.0 / 6));
  expect(weighted, true, false, 28.5 / 7, {1.0 / 7, 1.0 / 7, 0.5 / 7, 0.5 / 7, 2.0 / 7, 2.0 / 7});
  expect(weighted, false, true, 12.0 / 4, {0.25, 0.25, 0.25, 0, 0, 0.25});
  expect(weighted, true, true, 16.5 / 4.5, {1 / 4.5, 1 / 4.5, 0.5 / 4.5, 0, 0, 2 / 4.5});
  // The gradient is that of the sum.
  expect(LossReduction::kNone, false, false, 21.0 / 6, std::vector<double>(6, 1));
  expect(LossReduction::kNone, true, true, 16.5 / 6, {1, 1, 0.5, 0, 0, 2});
}

TEST(LossReductionTest, NothingThatCounts) {
  Experiment experiment;
  const graph::Value values = experiment.input("values", Array({2}, std::vector<float>{1, 2}));
  const graph::Value none = experiment.input("none", Array({2}, std::vector<float>{0, 0}));
  const LossReduction weighted = LossReduction::kMeanWithSampleWeight;
  experiment.output("weights", reduced(weighted, values, none, {}));
  experiment.output("mask", reduced(LossReduction::kMean, values, {}, none));
  experiment.run();
  EXPECT_EQ(experiment.number("weights"), 0);
  EXPECT_EQ(experiment.number("mask"), 0);
}

TEST(LossReductionTest, IsAFieldWithKerasesNames) {
  const auto with = [](Config reduction) {
    return Loss::catalogue().make("MeanSquaredError",
                                  Config::map({{"reduction", std::move(reduction)}}));
  };
  EXPECT_EQ(with("sum").reduction(), LossReduction::kSum);
  EXPECT_THROW(with("total"), InvalidArgument);
  EXPECT_EQ(Loss("mse").reduction(), LossReduction::kSumOverBatchSize);
  EXPECT_EQ(Loss(MeanSquaredError{.reduction = LossReduction::kSum}), with("sum"));
}

}  // namespace
}  // namespace occam::losses
