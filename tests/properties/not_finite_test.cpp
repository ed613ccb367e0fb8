// Nothing that is not finite passes unseen, and a factor of 0 keeps infinities out.
#include <gtest/gtest.h>

#include <limits>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// Initial values of which one is given: set_weights() would refuse it.
struct Planted {
  std::size_t element;
  float value;
  static constexpr std::string_view type = "Planted";
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const {
    Initializer("glorot_uniform").fill(values, shape, key);
    values[element] = value;
  }
};

/// Element `element` of weight `which` (kernel, bias, outer kernel, outer bias) is `value`.
Sequential network(const char* activation, std::size_t which, std::size_t element, float value) {
  const auto initializer = [&](std::size_t weight) {
    return weight == which ? Initializer(Planted{element, value}) : Initializer("glorot_uniform");
  };
  Sequential model{
      layers::Dense{.units = 40,
                    .activation = activation,
                    .kernel_initializer = initializer(0),
                    .bias_initializer = initializer(1),
                    .kernel_regularizer = regularizers::L1L2{0, 0},
                    .input_shape = {7}},
      layers::Dense{
          .units = 1, .kernel_initializer = initializer(2), .bias_initializer = initializer(3)}};
  model.set_seed(4);
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model;
}

TEST(NotFinite, WeightsThatFloat32CannotHoldAreNotTaken) {
  Sequential model{layers::Dense{.units = 1, .input_shape = {2}}};
  const std::vector<Array> before = model.get_weights();
  for (const double value : {1e300, static_cast<double>(kInf), static_cast<double>(kNan)}) {
    const Array kernel({2, 1}, std::vector<double>{0.5, value}), bias({1}, std::vector<double>{0});
    EXPECT_THROW(model.set_weights({kernel, bias}), InvalidArgument) << value;
  }
  EXPECT_EQ(model.get_weights()[0].at(0), before[0].at(0));
}

TEST(NotFinite, ANanWeightIsSeenInTheLoss) {
  const Data data = models_testing::regression(20, 7);
  for (const char* activation : {"relu", "tanh", "sigmoid", "softmax", "linear"}) {
    for (const std::size_t which : {0u, 1u, 2u, 3u}) {
      Sequential model = network(activation, which, 0, kNan);
      EXPECT_TRUE(std::isnan(model.evaluate(data.x, data.y).at("loss"))) << activation << which;
      const Array prediction = model.predict(data.x);
      for (const float value : prediction.data<float>()) EXPECT_TRUE(std::isnan(value));
      testing::internal::CaptureStderr();
      const History history = model.fit(data.x, data.y, {.epochs = 2, .verbose = 0});
      const std::string warning = testing::internal::GetCapturedStderr();
      EXPECT_TRUE(std::isnan(history["loss"][0])) << activation << which;
      EXPECT_EQ(history.diverged_epoch, 0);
      EXPECT_NE(warning.find("diverged in epoch 1"), std::string::npos) << warning;
      EXPECT_EQ(std::count(warning.begin(), warning.end(), '\n'), 1) << warning;
    }
  }
}

TEST(NotFinite, AnInfiniteWeightIsSeenInTheLoss) {
  const Data data = models_testing::regression(20, 7);
  for (const float value : {kInf, -kInf}) {
    // The outer kernel: relu's 0 times infinity is NaN.
    Sequential model = network("relu", 2, 3, value);
    EXPECT_FALSE(std::isfinite(model.evaluate(data.x, data.y).at("loss")));
    model = network("relu", 0, 3, value);
    EXPECT_FALSE(std::isfinite(model.evaluate(data.x, data.y).at("loss")));
  }
}

TEST(NotFinite, AFactorOfZeroKeepsInfinityOutOfThePenalty) {
  const Data data = models_testing::regression(20, 7);
  for (const float value : {kInf, kNan}) {
    Sequential model = network("relu", 0, 3, value);
    EXPECT_EQ(model.evaluate(data.x, data.y).at("penalty"), 0.0);
    model.set_hyper("dense/kernel_regularizer/l2", 0.1);
    EXPECT_FALSE(std::isfinite(model.evaluate(data.x, data.y).at("penalty")));
  }
}

/// The gradient of a penalty that is switched off is 0 also where the weight is infinite.
TEST(NotFinite, AFactorOfZeroKeepsInfinityOutOfTheGradient) {
  Sequential model{layers::Dense{.units = 1,
                                 .use_bias = false,
                                 .kernel_regularizer = regularizers::L1L2{0, 0},
                                 .input_shape = {2}}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.5}, .loss = "mse"});
  model.build({2});
  model.set_weights({Array({2, 1}, std::vector<float>{3e38f, 1.0f})});
  const Array zeros({4, 2}, std::vector<float>(8)), y({4, 1}, std::vector<float>(4));
  model.fit(zeros, y, {.epochs = 1, .verbose = 0});
  EXPECT_EQ(model.get_weights()[0].at(0), 3e38f) << "2 * w overflows, times 0 must be 0";
  EXPECT_EQ(model.get_weights()[0].at(1), 1.0);
}

TEST(NotFinite, AnInfiniteMemoryIsForgottenByAMomentumOfZero) {
  Sequential model{layers::Dense{.units = 1, .use_bias = false, .input_shape = {1}}};
  model.compile(
      {.optimizer = optimizers::SGD{.learning_rate = 1e30, .momentum = 0.9}, .loss = "mse"});
  const Array x({4, 1}, std::vector<float>(4, 1e10f)), y({4, 1}, std::vector<float>(4));
  testing::internal::CaptureStderr();
  model.fit(x, y, {.epochs = 1, .verbose = 0});
  testing::internal::GetCapturedStderr();
  EXPECT_FALSE(std::isfinite(model.get_weights()[0].at(0)));
  model.set_weights({Array({1, 1}, std::vector<float>{0.5f})});
  model.set_hyper("optimizer/momentum", 0);
  model.set_hyper("optimizer/learning_rate", 0);
  model.fit(x, y, {.epochs = 1, .verbose = 0});
  EXPECT_EQ(model.get_weights()[0].at(0), 0.5);
}

}  // namespace
}  // namespace occam
