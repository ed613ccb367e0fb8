// Initial weights that adapt to the training rows: against plain loops, and the members of a stack
// against solo runs.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;
using models_testing::expect_same_weights;
using models_testing::regression;

Sequential adapting(std::uint64_t seed, const Hyper& rate = 0.0) {
  const layers::Dense dense{.units = 7,
                            .kernel_initializer = "unit_deviation",
                            .bias_initializer = "hull_bias",
                            .neural_tangent = true};
  layers::Dense first = dense, last = dense;
  first.input_shape = {5};
  last.units = 1;
  Sequential model{first, layers::Activation{.activation = "mish"}, dense, last};
  model.set_seed(seed);
  model.compile({.optimizer = optimizers::SGD{.learning_rate = rate}, .loss = "mse"});
  return model;
}

const FitOptions kOnce{.batch_size = 16, .epochs = 1, .verbose = 0};

std::vector<double> product(const std::vector<double>& x, std::size_t columns, const Array& kernel,
                            const Array& bias) {
  const auto units = static_cast<std::size_t>(kernel.shape()[1]);
  std::vector<double> y(x.size() / columns * units);
  for (std::size_t i = 0; i < y.size(); ++i) {
    y[i] = static_cast<double>(bias.data<float>()[i % units]);
    for (std::size_t k = 0; k < columns; ++k) {
      y[i] += x[i / units * columns + k] *
              static_cast<double>(kernel.data<float>()[k * units + i % units]) /
              std::sqrt(static_cast<double>(columns));
    }
  }
  return y;
}

/// Every unit has deviation 1, and its bias lies within what it gives without.
void expect_adapted(const std::vector<double>& y, const Array& bias) {
  const std::size_t units = bias.data<float>().size();
  for (std::size_t unit = 0; unit < units; ++unit) {
    double sum = 0, squares = 0, least = 1e9, most = -1e9;
    for (std::size_t i = unit; i < y.size(); i += units) {
      sum += y[i];
      squares += y[i] * y[i];
      least = std::min(least, y[i]);
      most = std::max(most, y[i]);
    }
    const double rows = static_cast<double>(y.size() / units), mean = sum / rows;
    EXPECT_NEAR(std::sqrt(squares / rows - mean * mean), 1.0, 1e-5);
    EXPECT_LT(least, 0);
    EXPECT_GT(most, 0);
  }
}

TEST(DataDriven, EveryLayerStartsWithUnitDeviation) {
  const Data data = regression(300, 5);
  Sequential model = adapting(4);
  model.fit(data.x, data.y, kOnce);
  const std::vector<Array> weights = model.get_weights();
  std::vector<double> x(data.x.data<float>().begin(), data.x.data<float>().end());
  x = product(x, 5, weights[0], weights[1]);
  expect_adapted(x, weights[1]);
  for (double& value : x) value *= std::tanh(std::log1p(std::exp(value)));
  x = product(x, 7, weights[2], weights[3]);
  expect_adapted(x, weights[3]);
  expect_adapted(product(x, 7, weights[4], weights[5]), weights[5]);
}

TEST(DataDriven, OnceAndNotOverGivenWeights) {
  const Data data = regression(50, 5), other = regression(50, 5, 9);
  Sequential model = adapting(4);
  model.fit(data.x, data.y, kOnce);
  const Sequential before = model;
  model.fit(other.x, other.y, kOnce);
  expect_same_weights(model, before, "second fit");
  Sequential given = adapting(8);
  given.set_weights(before.get_weights());
  given.fit(other.x, other.y, kOnce);
  expect_same_weights(given, before, "given weights");
  Sequential copy = before;
  copy.fit(other.x, other.y, kOnce);
  expect_same_weights(copy, before, "copy");
}

// More rows than are looked at, so that the sample is drawn.
TEST(DataDriven, AMemberIsItsSoloRun) {
  const Data data = regression(2000, 5);
  const std::vector<double> rates{0.01, 0.03, 0.002};
  Stack stack(adapting(4), {{"optimizer/learning_rate", rates}});
  stack.fit(data.x, data.y, {.batch_size = 64, .epochs = 2, .verbose = 0});
  for (std::size_t member = 0; member < 3; ++member) {
    Sequential solo = adapting(4, rates[member]);
    solo.fit(data.x, data.y, {.batch_size = 64, .epochs = 2, .verbose = 0});
    expect_same_weights(stack.member(static_cast<std::int64_t>(member)), solo, "member");
  }
}

TEST(DataDriven, OnlyWhereALayerSaysWhatItsWeightDoes) {
  Sequential model{layers::Embedding{.input_dim = 4,
                                     .output_dim = 2,
                                     .embeddings_initializer = "unit_deviation",
                                     .input_shape = {1}}};
  try {
    model.summary();
    FAIL();
  } catch (const InvalidArgument& error) {
    EXPECT_NE(std::string(error.what()).find("'embedding/embeddings': UnitDeviation"),
              std::string::npos)
        << error.what();
  }
}

TEST(DataDriven, MemoryIsKnownBefore) {
  const Data data = regression(500, 5);
  Sequential model = adapting(4);
  EXPECT_GT(model.fit_memory(data.x.shape(), data.y.shape(), kOnce).adaptation, 500 * 7 * 4);
  model.fit(data.x, data.y, kOnce);
  EXPECT_EQ(model.fit_memory(data.x.shape(), data.y.shape(), kOnce).adaptation, 0);
}

}  // namespace
}  // namespace occam
