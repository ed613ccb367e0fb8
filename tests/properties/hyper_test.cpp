// Hyper-parameters are inputs of the plan: a change takes effect with the next step.
#include <gtest/gtest.h>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;

const FitOptions kOneEpoch{.batch_size = 16, .epochs = 1, .verbose = 0};

Sequential one_layer(double l1, double l2, double learning_rate) {
  Sequential model{layers::Dense{.units = 1,
                                 .use_bias = false,
                                 .kernel_initializer = "ones",
                                 .kernel_regularizer = regularizers::L1L2{l1, l2},
                                 .input_shape = {3}}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = learning_rate}, .loss = "mse"});
  return model;
}

/// Zeros: the loss has no gradient but the penalty's.
Data nothing() {
  return {Array(Shape{16, 3}, std::vector<float>(48)), Array(Shape{16, 1}, std::vector<float>(16))};
}

TEST(Hyper, L2FromZeroTakesEffectWithTheNextStep) {
  const Data data = nothing();
  Sequential model = one_layer(0, 0, 0.25);
  EXPECT_EQ(model.fit(data.x, data.y, kOneEpoch)["loss"][0], 0.0);
  EXPECT_EQ(model.get_weights()[0].at(0), 1.0);
  model.set_hyper("dense/kernel_regularizer/l2", 0.5);
  EXPECT_EQ(model.hyper("dense/kernel_regularizer/l2"), 0.5);
  // loss = 0.5 * 3 * 1; w <- 1 - 0.25 * 2 * 0.5 * 1
  EXPECT_DOUBLE_EQ(model.fit(data.x, data.y, kOneEpoch)["loss"][0], 1.5);
  EXPECT_EQ(model.get_weights()[0].at(0), 0.75);
  model.set_hyper("dense/kernel_regularizer/l2", 0);
  EXPECT_EQ(model.fit(data.x, data.y, kOneEpoch)["loss"][0], 0.0);
  EXPECT_EQ(model.get_weights()[0].at(0), 0.75);
  model.set_hyper("dense/kernel_regularizer/l1", 0.5);
  EXPECT_DOUBLE_EQ(model.fit(data.x, data.y, kOneEpoch)["loss"][0], 0.5 * 3 * 0.75);
  EXPECT_EQ(model.get_weights()[0].at(0), 0.75 - 0.25 * 0.5);
  EXPECT_DOUBLE_EQ(model.evaluate(data.x, data.y).at("loss"), 0.5 * 3 * 0.625);
}

TEST(Hyper, LearningRateTakesEffectWithTheNextStep) {
  const Data data = nothing();
  Sequential model = one_layer(0, 0.5, 0);
  model.fit(data.x, data.y, kOneEpoch);
  EXPECT_EQ(model.get_weights()[0].at(0), 1.0);
  model.set_hyper("optimizer/learning_rate", 0.5);
  model.fit(data.x, data.y, kOneEpoch);
  EXPECT_EQ(model.get_weights()[0].at(0), 0.5);
}

TEST(Hyper, SetBeforeTheFirstFitIsKept) {
  const Data data = nothing();
  Sequential model = one_layer(0, 0, 0.25);
  model.build({3});
  model.set_hyper("dense/kernel_regularizer/l2", 0.5);
  model.fit(data.x, data.y, kOneEpoch);
  EXPECT_EQ(model.get_weights()[0].at(0), 0.75);
}

TEST(Hyper, DropoutRateTakesEffectWithTheNextStep) {
  // Inputs of one, a linear unit of weight 1 whose target is 1: without dropout the loss is 0.
  Sequential model{layers::Dropout{.rate = 0.0, .input_shape = {1}},
                   layers::Dense{.units = 1, .use_bias = false, .kernel_initializer = "ones"}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0}, .loss = "mse"});
  const Array ones({1000, 1}, std::vector<float>(1000, 1.0f));
  const FitOptions options{.batch_size = 1000, .epochs = 1, .verbose = 0};
  EXPECT_EQ(model.fit(ones, ones, options)["loss"][0], 0.0);
  model.set_hyper("dropout/rate", 0.2);
  // Dropped with probability 0.2: (0 - 1)^2; kept with 0.8: (1.25 - 1)^2.
  const double loss = model.fit(ones, ones, options)["loss"][0];
  const double dropped = (loss - 0.0625) / (1 - 0.0625);
  EXPECT_NEAR(dropped, 0.2, 0.05);
  EXPECT_EQ(model.evaluate(ones, ones).at("loss"), 0.0) << "no dropout outside training";
  model.set_hyper("dropout/rate", 1);
  EXPECT_EQ(model.fit(ones, ones, options)["loss"][0], 1.0);
}

TEST(Hyper, EqualsAModelThatWasBuiltWithTheValue) {
  const Data data = models_testing::regression(70, 3);
  Sequential built = one_layer(0.001, 0.02, 0.05), changed = one_layer(0, 0, 0.9);
  changed.build({3});
  changed.set_hyper("dense/kernel_regularizer/l1", 0.001);
  changed.set_hyper("dense/kernel_regularizer/l2", 0.02);
  changed.fit(data.x, data.y, {.epochs = 0, .verbose = 0});
  changed.set_hyper("optimizer/learning_rate", 0.05);
  const FitOptions options{.epochs = 3, .verbose = 0};
  models_testing::expect_same_history(built.fit(data.x, data.y, options),
                                      changed.fit(data.x, data.y, options), "changed");
  models_testing::expect_same_weights(built, changed, "changed");
}

TEST(Hyper, RefusesUnknownPathsAndWhatIsNotFinite) {
  Sequential unbuilt{layers::Dense{.units = 1, .kernel_regularizer = "l2"}};
  EXPECT_THROW(unbuilt.set_hyper("dense/kernel_regularizer/l2", 1), InvalidArgument);
  Sequential model = one_layer(0, 0, 0.1);
  EXPECT_THROW(model.set_hyper("dense/kernel_regularizer/l2", NAN), InvalidArgument);
  EXPECT_THROW(model.set_hyper("dense/kernel_regularizer/l2", INFINITY), InvalidArgument);
  try {
    model.set_hyper("dense/kernel_regulariser/l2", 1);
    FAIL();
  } catch (const InvalidArgument& error) {
    EXPECT_NE(std::string(error.what()).find("dense/kernel_regularizer/l2"), std::string::npos);
  }
  EXPECT_EQ(model.hyper("dense/kernel_regularizer/l2"), 0.0);
}

}  // namespace
}  // namespace occam
