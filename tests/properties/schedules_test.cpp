#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/models/sequential.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/l2.h"
#include "occam/schedules/exponential_decay.h"
#include "occam/schedules/piecewise_constant_decay.h"

namespace occam {
namespace {

using schedules::PiecewiseConstantDecay;

const Array kX = Array::arange(0, 24).reshape({12, 2}), kY = Array::arange(0, 12);

// A schedule stands wherever a hyper-parameter does: 3 steps an epoch, the change after the first.
TEST(Schedules, OfPenaltiesAndDropout) {
  Sequential model;
  model.add(
      layers::Dropout{.rate = PiecewiseConstantDecay{.boundaries = {5}, .values = {0.0, 0.75}},
                      .input_shape = {2}});
  model.add(layers::Dense{.units = 1,
                          .kernel_regularizer = regularizers::L2{
                              PiecewiseConstantDecay{.boundaries = {2}, .values = {0.25, 0.75}}}});
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0}, .loss = "mse"});
  const History history =
      model.fit(kX, kY, {.batch_size = 4, .epochs = 3, .verbose = 0, .shuffle = false});
  EXPECT_DOUBLE_EQ(history["penalty"][1], 3 * history["penalty"][0]);
  EXPECT_DOUBLE_EQ(history["penalty"][2], history["penalty"][1]);
  EXPECT_EQ(history["data_loss"][1], history["data_loss"][0]);
  EXPECT_NE(history["data_loss"][2], history["data_loss"][1]);
  const std::vector<std::string> paths = model.hyper_paths();
  EXPECT_THAT(paths, ::testing::IsSupersetOf({"dropout/rate/value_0", "dropout/rate/value_1",
                                              "dense/kernel_regularizer/l2/value_0",
                                              "dense/kernel_regularizer/l2/value_1"}));
}

TEST(Schedules, NumbersOfOneMayBeSet) {
  Sequential model;
  model.add(layers::Dense{.units = 1, .input_shape = {2}});
  model.compile(
      {.optimizer = optimizers::SGD{.learning_rate =
                                        schedules::ExponentialDecay{.initial_learning_rate = 0.001,
                                                                    .decay_steps = 1,
                                                                    .decay_rate = 0.5}},
       .loss = "mse"});
  model.fit(kX, kY, {.batch_size = 12, .epochs = 1, .verbose = 0});
  EXPECT_THAT(model.hyper_paths(), ::testing::Contains("optimizer/learning_rate/decay_rate"));
  model.set_hyper("optimizer/learning_rate/initial_learning_rate", 0);
  const Array before = model.get_weights()[0];
  model.fit(kX, kY, {.batch_size = 12, .epochs = 1, .verbose = 0});
  EXPECT_EQ(before.data<float>()[0], model.get_weights()[0].data<float>()[0]);
  EXPECT_EQ(before.data<float>()[1], model.get_weights()[0].data<float>()[1]);
}

/// A user's optimizer whose memory starts at 4: w - g / m, m <- m + g^2.
struct Growing {
  static constexpr std::string_view type = "Growing";
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const {
    const graph::Value memory = scope.slot("memory", 4);
    return {weight - gradient / memory, {{memory, memory + ops::square(gradient)}}};
  }
};

// The loss of w * 1 + b for the target 0 is the square of what the model says: g = 2 * (w + b).
TEST(OptimizerMemory, StartsAtItsInitialValueAndAnewWhenCompiled) {
  const Array one({1, 1}, std::vector<float>{1}), zero({1, 1}, std::vector<float>{0});
  Sequential model;
  model.add(layers::Dense{.units = 1, .use_bias = false, .input_shape = {1}});
  model.build({1});
  const auto step = [&] { model.fit(one, zero, {.batch_size = 1, .epochs = 1, .verbose = 0}); };
  const auto weight = [&] { return model.get_weights()[0].data<float>()[0]; };
  for (int i = 0; i < 2; ++i) {
    model.set_weights({Array({1, 1}, std::vector<float>{3})});
    model.compile({.optimizer = Growing{}, .loss = "mse"});
    step();
    EXPECT_FLOAT_EQ(weight(), 3 - 6.0f / 4);
    step();
    EXPECT_FLOAT_EQ(weight(), 1.5f - 3.0f / 40);
  }
}

}  // namespace
}  // namespace occam
