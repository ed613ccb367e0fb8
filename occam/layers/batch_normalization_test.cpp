#include "occam/layers/batch_normalization.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

const Array kNormalizedX({4, 2}, std::vector<float>{1, 10, 5, 16, 1, 4, 5, 10});

// First column: mean 3, variance 4. Second: mean 10, variance (36 + 36) / 4 = 18.
TEST(BatchNormalization, StandardisesByTheBatchInTraining) {
  Experiment experiment;
  const BatchNormalization layer{.momentum = 0.8, .epsilon = 0.01};
  experiment.output(
      "y", layer.build(experiment.layer_scope("bn", true), experiment.variable("x", kNormalizedX)));
  experiment.run();
  const auto y = experiment.tensor("y");
  EXPECT_NEAR(y[0], -2 / std::sqrt(4.01), 1e-6);
  EXPECT_NEAR(y[1], 0, 1e-6);
  EXPECT_NEAR(y[2], 2 / std::sqrt(4.01), 1e-6);
  EXPECT_NEAR(y[3], 6 / std::sqrt(18.01), 1e-6);
  // moving <- 0.8 moving + 0.2 batch, from 0 and 1.
  EXPECT_NEAR(experiment.after("bn/moving_mean")[0], 0.6, 1e-6);
  EXPECT_NEAR(experiment.after("bn/moving_mean")[1], 2, 1e-6);
  EXPECT_NEAR(experiment.after("bn/moving_variance")[0], 0.8 + 0.8, 1e-6);
  EXPECT_NEAR(experiment.after("bn/moving_variance")[1], 0.8 + 3.6, 1e-6);
}

// Moving mean 0 and variance 1 as they start; gamma 1, beta 1.
TEST(BatchNormalization, UsesTheMovingStatisticsOutsideTraining) {
  Experiment experiment;
  const BatchNormalization layer{.epsilon = 0.21, .beta_initializer = "ones"};
  experiment.output("y", layer.build(experiment.layer_scope("bn", false),
                                     experiment.variable("x", kNormalizedX)));
  experiment.run();
  EXPECT_NEAR(experiment.tensor("y")[0], 1 / 1.1 + 1, 1e-6);
  EXPECT_NEAR(experiment.tensor("y")[3], 16 / 1.1 + 1, 1e-5);
  EXPECT_EQ(experiment.after("bn/moving_mean")[0], 0.0f);
}

TEST(BatchNormalization, DeclaresWhatItUses) {
  Experiment experiment;
  BatchNormalization{.center = false}.build(experiment.layer_scope("bn", true),
                                            experiment.variable("x", kNormalizedX));
  EXPECT_EQ(experiment.declared().trainable().size(), 1u);
  EXPECT_EQ(experiment.declared().weights.size(), 3u);
}

// Two samples of two features at two places each: as rows of the features they are kNormalizedX.
TEST(BatchNormalization, OfAnotherAxisIsThatOfTheLastOnSwappedOnes) {
  const Array x({2, 2, 2}, std::vector<float>{1, 5, 10, 16, 1, 5, 4, 10});
  for (const Int axis : {Int(1), Int(-2)}) {
    Experiment experiment;
    const BatchNormalization layer{.axis = axis, .momentum = 0.8, .epsilon = 0.01};
    experiment.output("y",
                      layer.build(experiment.layer_scope("bn", true), experiment.variable("x", x)));
    experiment.run();
    const auto y = experiment.tensor("y");
    EXPECT_NEAR(y[0], -2 / std::sqrt(4.01), 1e-6);
    EXPECT_NEAR(y[1], 2 / std::sqrt(4.01), 1e-6);
    EXPECT_NEAR(y[2], 0, 1e-6);
    EXPECT_NEAR(y[3], 6 / std::sqrt(18.01), 1e-6);
    EXPECT_NEAR(experiment.after("bn/moving_mean")[1], 2, 1e-6);
  }
}

TEST(BatchNormalization, RefusesTheAxisOfTheBatch) {
  for (const Int axis : {Int(0), Int(2), Int(-2)}) {
    Experiment experiment;
    const graph::Value x = experiment.variable("x", kNormalizedX);
    EXPECT_THROW(BatchNormalization{.axis = axis}.build(experiment.layer_scope("bn", true), x),
                 InvalidArgument);
  }
  EXPECT_THROW(Layer(BatchNormalization{.epsilon = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
