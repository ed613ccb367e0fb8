#include "occam/selection/shrink.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/base/random.h"
#include "occam/layers/activation.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/layer_normalization.h"
#include "occam/layers/scaling.h"
#include "occam/optimizers/adam.h"
#include "occam/regularizers/l1.h"

namespace occam::selection {
namespace {

using layers::Dense;

Array random_array(const Shape& shape, std::uint32_t stream) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = 2 * random_uniform({21, stream}, 0, i) - 1;
  return Array(shape, values);
}

/// Random numbers everywhere, variances above 0.
void randomize(Sequential& model) {
  std::vector<Array> weights = model.get_weights();
  const std::vector<std::string> paths = model.weight_paths();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = random_array(weights[i].shape(), static_cast<std::uint32_t>(i));
    if (!paths[i].ends_with("variance")) continue;
    for (float& value : weights[i].mutable_data<float>()) value = 0.5f + std::abs(value);
  }
  model.set_weights(weights);
}

/// Sets a row or a column of the weight to 0.
void clear(Sequential& model, const std::string& path, std::int64_t axis, std::int64_t index) {
  std::vector<Array> weights = model.get_weights();
  const std::vector<std::string> paths = model.weight_paths();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (paths[i] != path) continue;
    const std::int64_t columns = weights[i].shape().back();
    const std::span<float> values = weights[i].mutable_data<float>();
    for (std::size_t k = 0; k < values.size(); ++k) {
      const std::int64_t row = static_cast<std::int64_t>(k) / columns;
      if ((axis == 0 ? row : static_cast<std::int64_t>(k) % columns) == index) values[k] = 0;
    }
  }
  model.set_weights(weights);
}

Array columns_of(const Array& x, const std::vector<std::int64_t>& columns) {
  std::vector<float> values;
  for (std::int64_t r = 0; r < x.shape()[0]; ++r) {
    for (const std::int64_t c : columns)
      values.push_back(x.data<float>()[static_cast<std::size_t>(r * x.shape()[1] + c)]);
  }
  return Array({x.shape()[0], static_cast<std::int64_t>(columns.size())}, values);
}

void expect_same_predictions(const Sequential& model, const Shrunk& shrunk, std::int64_t features) {
  const Array x = random_array({17, features}, 99);
  const Array before = model.predict(x), after = shrunk.model.predict(columns_of(x, shrunk.inputs));
  ASSERT_EQ(before.shape(), after.shape());
  for (std::int64_t i = 0; i < before.size(); ++i)
    EXPECT_NEAR(before.at(i), after.at(i), 1e-5 * (1 + std::abs(before.at(i)))) << i;
}

Sequential network(bool neural_tangent = false) {
  Sequential model{Dense{.units = 7,
                         .activation = "relu",
                         .kernel_regularizer = regularizers::L1{0.01},
                         .neural_tangent = neural_tangent,
                         .input_shape = {5}},
                   layers::BatchNormalization{},
                   layers::Dropout{0.5},
                   Dense{.units = 6, .use_bias = false, .neural_tangent = neural_tangent},
                   layers::Activation{"tanh"},
                   Dense{.units = 2, .use_bias = false, .neural_tangent = neural_tangent}};
  model.compile({.optimizer = optimizers::Adam{}, .loss = "mse"});
  randomize(model);
  return model;
}

TEST(Shrink, LeavesWhatHasNoZeros) {
  const Sequential model = network();
  const Shrunk shrunk = shrink(model, {.inputs = true});
  EXPECT_EQ(shrunk.units, 15);
  EXPECT_EQ(shrunk.units_before, 15);
  EXPECT_EQ(shrunk.parameters, shrunk.parameters_before);
  EXPECT_EQ(shrunk.inputs.size(), 5u);
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, RemovesUnitsThatNobodyReadsAndFoldsConstantOnes) {
  for (const bool neural_tangent : {false, true}) {
    Sequential model = network(neural_tangent);
    clear(model, "dense/kernel", 1, 2);    // constant: its bias through relu and the rest
    clear(model, "dense_1/kernel", 0, 4);  // read by nobody
    clear(model, "batch_normalization/gamma", 1, 5);  // constant: beta
    clear(model, "dense_2/kernel", 0, 0);
    const Shrunk shrunk = shrink(model);
    EXPECT_EQ(shrunk.units, 4 + 5 + 2);
    // 5 x 4 + 4, four vectors of 4, 4 x 5 and the bias that the constants went into, 5 x 2.
    EXPECT_EQ(shrunk.parameters, 24 + 16 + 25 + 10);
    expect_same_predictions(model, shrunk, 5);
  }
}

// A unit that only removed units read goes too.
TEST(Shrink, GoesOnUntilNothingIsLeftToRemove) {
  Sequential model = network();
  for (const std::int64_t unit : {1, 3}) clear(model, "dense_2/kernel", 0, unit);
  std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (model.weight_paths()[i] != "dense_1/kernel") continue;
    // Row 6 of the middle kernel only leads to units 1 and 3.
    for (std::size_t k = 0; k < 6; ++k) {
      if (k != 1 && k != 3) weights[i].mutable_data<float>()[6 * 6 + k] = 0;
    }
  }
  model.set_weights(weights);
  const Shrunk shrunk = shrink(model);
  EXPECT_EQ(shrunk.units, 6 + 4 + 2);
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, LeavesOutInputsOnRequest) {
  Sequential model{layers::Scaling{.input_shape = {5}}, Dense{.units = 4, .activation = "relu"},
                   Dense{.units = 1, .activation = "sigmoid"}};
  model.compile({.optimizer = "sgd", .loss = "binary_crossentropy"});
  randomize(model);
  clear(model, "scaling/scale", 1, 1);
  clear(model, "dense/kernel", 0, 3);
  EXPECT_EQ(shrink(model).inputs.size(), 5u);
  const Shrunk shrunk = shrink(model, {.inputs = true});
  EXPECT_EQ(shrunk.inputs, (std::vector<std::int64_t>{0, 2, 4}));
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, KeepsAUnitOfEachLayer) {
  Sequential model = network();
  for (std::int64_t unit = 0; unit < 6; ++unit) clear(model, "dense_2/kernel", 0, unit);
  const Shrunk shrunk = shrink(model);
  EXPECT_EQ(shrunk.units, 1 + 1 + 2);
  expect_same_predictions(model, shrunk, 5);
}

// Layer normalization and softmax make of each unit what the others say.
TEST(Shrink, KeepsUnitsBeforeLayersThatMixThem) {
  Sequential model{Dense{.units = 4, .input_shape = {3}}, layers::LayerNormalization{},
                   Dense{.units = 3, .activation = "softmax"}, Dense{.units = 1}};
  randomize(model);
  clear(model, "dense_1/kernel", 0, 2);
  clear(model, "dense_2/kernel", 0, 1);
  EXPECT_EQ(shrink(model).units, 8);
}

TEST(Shrink, TheResultTrainsOnWithItsHyperParameters) {
  Sequential model = network();
  model.set_hyper("dense/kernel_regularizer/l1", 0.5);
  model.set_hyper("optimizer/learning_rate", 0.25);
  clear(model, "dense_1/kernel", 0, 4);
  Shrunk shrunk = shrink(model);
  EXPECT_EQ(shrunk.model.hyper("dense/kernel_regularizer/l1"), 0.5);
  EXPECT_EQ(shrunk.model.hyper("optimizer/learning_rate"), 0.25);
  const Array x = random_array({8, 5}, 1), y = random_array({8, 2}, 2);
  shrunk.model.fit(x, y, {.epochs = 3, .verbose = 0});
  EXPECT_EQ(shrink(shrunk.model, {.inputs = false}).model.predict(x).shape(), (Shape{8, 2}));
}

TEST(Shrink, NeedsWeights) { EXPECT_THROW(shrink(Sequential()), InvalidArgument); }

}  // namespace
}  // namespace occam::selection
