// Optimizers around another one, where they reach beyond its rule: a second gradient, means with
// statistics of their own.
#include <gtest/gtest.h>

#include <algorithm>

#include "occam/occam.h"

namespace occam {
namespace {

Array numbers(const Shape& shape, int seed) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = 0.17f * static_cast<float>((i * 37 + static_cast<std::size_t>(seed) * 11) % 23) - 2;
  return Array(shape, values);
}

std::vector<float> floats(const Array& array) {
  const auto values = array.data<float>();
  return {values.begin(), values.end()};
}

std::vector<std::vector<float>> trained(const Optimizer& optimizer) {
  Sequential model{layers::Dense{.units = 6, .kernel_regularizer = "l2", .input_shape = {4}},
                   layers::BatchNormalization{.momentum = 0.8}, layers::Activation{"tanh"},
                   layers::Dropout{0.4}, layers::Dense{.units = 2}};
  model.set_seed(5);
  model.compile({.optimizer = optimizer, .loss = "mse"});
  model.fit(numbers({22, 4}, 1), numbers({22, 2}, 2), {.batch_size = 5, .epochs = 3, .verbose = 0});
  std::vector<std::vector<float>> weights;
  for (const Array& weight : model.get_weights()) weights.push_back(floats(weight));
  return weights;
}

TEST(SAM, TakesTheGradientUphill) {
  Sequential model{layers::Dense{.units = 1, .use_bias = false, .input_shape = {2}}};
  model.compile(
      {.optimizer = optimizers::SAM{.optimizer = optimizers::SGD{.learning_rate = 0.1}, .rho = 0.1},
       .loss = "mse"});
  model.set_weights({Array({2, 1}, std::vector<float>{0.3f, 0.2f})});
  // 0.7^2 has the gradient 1.4 (1, 2), its way is (1, 2) / sqrt(5); there 1.8472136 (1, 2).
  const History history = model.fit(Array({1, 2}, std::vector<float>{1, 2}),
                                    Array({1, 1}, std::vector<float>{0}), {.verbose = 0});
  EXPECT_NEAR(history["loss"][0], 0.49, 1e-6) << "of the weights, not of their neighbour";
  const std::vector<float> weights = floats(model.get_weights()[0]);
  EXPECT_NEAR(weights[0], 0.3 - 0.18472136, 1e-6);
  EXPECT_NEAR(weights[1], 0.2 - 0.36944272, 1e-6);
}

// The second pass has the same batch, mask and penalty, and leaves the statistics alone.
TEST(SAM, WithoutAWayIsItsOptimizer) {
  const optimizers::SGD sgd{.learning_rate = 0.05, .momentum = 0.9};
  EXPECT_EQ(trained(optimizers::SAM{.optimizer = sgd, .rho = 0}), trained(sgd));
  EXPECT_NE(trained(optimizers::SAM{.optimizer = sgd, .rho = 0.05}), trained(sgd));
  const Optimizer noisy = optimizers::GradientNoise{.optimizer = sgd, .eta = 0};
  EXPECT_EQ(trained(noisy), trained(sgd));
}

TEST(GradientNoise, IsOfTheSeed) {
  const Optimizer noisy = optimizers::GradientNoise{.optimizer = "adam"};
  EXPECT_EQ(trained(noisy), trained(noisy));
  EXPECT_NE(trained(noisy), trained("adam"));
}

TEST(SWA, EndsWithTheMeanAndStatisticsOfIt) {
  const Array x = numbers({16, 3}, 3), y = numbers({16, 2}, 4);
  const auto network = [] {
    return Sequential{layers::Dense{.units = 2, .input_shape = {3}}, layers::BatchNormalization{},
                      layers::Activation{"relu"}, layers::Dense{.units = 2}};
  };
  const optimizers::SGD sgd{.learning_rate = 0.1};
  const FitOptions epoch{.batch_size = 16, .epochs = 1, .verbose = 0, .shuffle = false};
  Sequential plain = network(), averaged = network();
  plain.build({3});
  averaged.build({3});
  averaged.set_weights(plain.get_weights());
  plain.compile({.optimizer = sgd, .loss = "mse"});
  averaged.compile(
      {.optimizer = optimizers::SWA{.optimizer = sgd, .start = 2, .period = 2}, .loss = "mse"});
  std::vector<std::vector<double>> sums;
  for (int step = 1; step <= 7; ++step) {
    plain.fit(x, y, epoch);
    const std::vector<Array> weights = plain.get_weights();
    sums.resize(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      sums[i].resize(static_cast<std::size_t>(weights[i].size()));
      for (std::size_t k = 0; k < sums[i].size() && step >= 2 && step % 2 == 0; ++k)
        sums[i][k] += weights[i].at(static_cast<std::int64_t>(k)) / 3;
    }
  }
  FitOptions whole = epoch;
  whole.epochs = 7;
  averaged.fit(x, y, whole);
  const std::vector<Array> weights = averaged.get_weights();
  for (const std::size_t i : {0u, 1u, 2u, 3u, 6u, 7u}) {
    for (std::size_t k = 0; k < sums[i].size(); ++k)
      EXPECT_NEAR(weights[i].at(static_cast<std::int64_t>(k)), sums[i][k], 1e-6) << i;
  }
  // The moving mean and variance are those of x times the mean kernel.
  for (std::int64_t unit = 0; unit < 2; ++unit) {
    double mean = 0, square = 0;
    for (std::int64_t row = 0; row < 16; ++row) {
      double z = weights[1].at(unit);
      for (std::int64_t k = 0; k < 3; ++k) z += x.at(row * 3 + k) * weights[0].at(k * 2 + unit);
      mean += z / 16;
      square += z * z / 16;
    }
    EXPECT_NEAR(weights[4].at(unit), mean, 1e-5);
    EXPECT_NEAR(weights[5].at(unit), square - mean * mean, 1e-4);
  }
}

}  // namespace
}  // namespace occam
