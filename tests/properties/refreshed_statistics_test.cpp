// Statistics worked out anew after each epoch: against plain loops, and the members of a stack
// against solo runs.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;
using models_testing::expect_same_weights;
using models_testing::regression;

Sequential normalized(double rate = 0.05) {
  Sequential model{layers::BatchNormalization{.input_shape = {3}},
                   layers::Dropout{.rate = 0.4},
                   layers::Dense{.units = 6},
                   layers::BatchNormalization{},
                   layers::Activation{.activation = "relu"},
                   layers::Dense{.units = 1}};
  model.set_seed(2);
  model.compile({.optimizer = optimizers::SGD{.learning_rate = rate}, .loss = "mse"});
  return model;
}

// The first layer's statistics are those of the rows, whatever the batches: here the last one is
// smaller.
TEST(RefreshedStatistics, AreThoseOfAllTrainingRows) {
  const Data data = regression(90, 3);
  Sequential model = normalized();
  model.fit(data.x, data.y,
            {.batch_size = 16, .epochs = 2, .verbose = 0, .refresh_statistics = true});
  const std::vector<Array> weights = model.get_weights();
  for (std::int64_t column = 0; column < 3; ++column) {
    double sum = 0, squares = 0;
    for (std::int64_t row = 0; row < 90; ++row) {
      const double x = static_cast<double>(data.x.at(row * 3 + column));
      sum += x;
      squares += x * x;
    }
    EXPECT_NEAR(weights[2].at(column), sum / 90, 1e-6);
    EXPECT_NEAR(weights[3].at(column), squares / 90 - sum / 90 * (sum / 90), 1e-6);
  }
}

std::vector<double> standardised(std::vector<double> x, std::size_t columns) {
  const double rows = static_cast<double>(x.size() / columns);
  for (std::size_t c = 0; c < columns; ++c) {
    double mean = 0, variance = 0;
    for (std::size_t i = c; i < x.size(); i += columns) mean += x[i] / rows;
    for (std::size_t i = c; i < x.size(); i += columns)
      variance += (x[i] - mean) * (x[i] - mean) / rows;
    for (std::size_t i = c; i < x.size(); i += columns)
      x[i] = (x[i] - mean) / std::sqrt(variance + 1e-3);
  }
  return x;
}

std::vector<double> dense(const std::vector<double>& x, std::size_t columns, const Array& kernel) {
  const auto units = static_cast<std::size_t>(kernel.shape()[1]);
  std::vector<double> y(x.size() / columns * units);
  for (std::size_t i = 0; i < y.size(); ++i) {
    for (std::size_t k = 0; k < columns; ++k) {
      y[i] += x[i / units * columns + k] *
              static_cast<double>(kernel.data<float>()[k * units + i % units]);
    }
  }
  return y;
}

// Of one batch the second layer's are exact too: the validation, on the same rows, then sees what
// the training saw without its dropout.
TEST(RefreshedStatistics, AreTheValidations) {
  const Data data = regression(60, 3);
  Sequential model = normalized(0.0);
  const FitOptions options{.batch_size = 60,
                           .verbose = 0,
                           .validation_data = {.x = data.x, .y = data.y},
                           .refresh_statistics = true};
  const History history = model.fit(data.x, data.y, options);
  const std::vector<Array> weights = model.get_weights();
  std::vector<double> x(data.x.data<float>().begin(), data.x.data<float>().end());
  x = standardised(dense(standardised(x, 3), 3, weights[4]), 6);
  for (double& value : x) value = std::max(value, 0.0);
  x = dense(x, 6, weights[10]);
  double loss = 0;
  for (std::int64_t row = 0; row < 60; ++row) {
    const double apart = x[static_cast<std::size_t>(row)] - static_cast<double>(data.y.at(row));
    loss += apart * apart / 60;
  }
  EXPECT_NEAR(history["val_loss"][0], loss, 1e-5);
}

TEST(RefreshedStatistics, AMemberIsItsSoloRun) {
  const Data data = regression(90, 3);
  const FitOptions options{.batch_size = 16,
                           .epochs = 4,
                           .verbose = 0,
                           .validation_split = 0.2,
                           .refresh_statistics = true};
  Stack stack(normalized(), {{"optimizer/learning_rate", {0.05, 0.01}}});
  const auto histories = stack.fit(data.x, data.y, options);
  for (std::int64_t member = 0; member < 2; ++member) {
    Sequential solo = normalized(member == 0 ? 0.05 : 0.01);
    const History history = solo.fit(data.x, data.y, options);
    expect_same_weights(stack.member(member), solo, "member");
    EXPECT_EQ(histories[static_cast<std::size_t>(member)]["val_loss"], history["val_loss"]);
  }
}

TEST(RefreshedStatistics, ChangeNothingOfAModelWithoutAny) {
  const Data data = regression(40, 3);
  std::vector<Sequential> models;
  for (const bool refresh : {false, true}) {
    Sequential model{layers::Dense{.units = 1, .input_shape = {3}}};
    model.set_seed(2);
    model.compile({.optimizer = "adam", .loss = "mse"});
    model.fit(data.x, data.y, {.epochs = 2, .verbose = 0, .refresh_statistics = refresh});
    models.push_back(std::move(model));
  }
  expect_same_weights(models[0], models[1], "refreshed");
}

}  // namespace
}  // namespace occam
