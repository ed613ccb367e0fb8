#include "occam/selection/shrink.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/base/random.h"
#include "occam/layers/activation.h"
#include "occam/layers/activity_regularization.h"
#include "occam/layers/add.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/elu.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/gaussian_dropout.h"
#include "occam/layers/gaussian_noise.h"
#include "occam/layers/identity.h"
#include "occam/layers/layer_normalization.h"
#include "occam/layers/leaky_re_lu.h"
#include "occam/layers/normalization.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/p_re_lu.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/layers/re_lu.h"
#include "occam/layers/rescaling.h"
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
void randomize(Trainable& model) {
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
void clear(Trainable& model, const std::string& path, std::int64_t axis, std::int64_t index) {
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

void expect_same_predictions(const Sequential& model, const Shrunk<Sequential>& shrunk,
                             std::int64_t features) {
  const Array x = random_array({17, features}, 99);
  const Array before = model.predict(x),
              after = shrunk.model.predict(columns_of(x, shrunk.features[0]));
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
  const Shrunk<Sequential> shrunk = shrink(model, {.inputs = true});
  EXPECT_EQ(shrunk.after.units, 15);
  EXPECT_EQ(shrunk.before.units, 15);
  EXPECT_EQ(shrunk.after.parameters, shrunk.before.parameters);
  EXPECT_EQ(shrunk.features[0].size(), 5u);
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, RemovesUnitsThatNobodyReadsAndFoldsConstantOnes) {
  for (const bool neural_tangent : {false, true}) {
    Sequential model = network(neural_tangent);
    clear(model, "dense/kernel", 1, 2);    // constant: its bias through relu and the rest
    clear(model, "dense_1/kernel", 0, 4);  // read by nobody
    clear(model, "batch_normalization/gamma", 1, 5);  // constant: beta
    clear(model, "dense_2/kernel", 0, 0);
    const Shrunk<Sequential> shrunk = shrink(model);
    EXPECT_EQ(shrunk.after.units, 4 + 5 + 2);
    // 5 x 4 + 4, four vectors of 4, 4 x 5 and the bias that the constants went into, 5 x 2.
    EXPECT_EQ(shrunk.after.parameters, 24 + 16 + 25 + 10);
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
  const Shrunk<Sequential> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, 6 + 4 + 2);
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, LeavesOutInputsOnRequest) {
  Sequential model{layers::Scaling{.input_shape = {5}}, Dense{.units = 4, .activation = "relu"},
                   Dense{.units = 1, .activation = "sigmoid"}};
  model.compile({.optimizer = "sgd", .loss = "binary_crossentropy"});
  randomize(model);
  clear(model, "scaling/scale", 1, 1);
  clear(model, "dense/kernel", 0, 3);
  EXPECT_EQ(shrink(model).features[0].size(), 5u);
  const Shrunk<Sequential> shrunk = shrink(model, {.inputs = true});
  EXPECT_EQ(shrunk.features[0], (std::vector<std::int64_t>{0, 2, 4}));
  expect_same_predictions(model, shrunk, 5);
}

TEST(Shrink, KeepsAUnitOfEachLayer) {
  Sequential model = network();
  for (std::int64_t unit = 0; unit < 6; ++unit) clear(model, "dense_2/kernel", 0, unit);
  const Shrunk<Sequential> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, 1 + 1 + 2);
  expect_same_predictions(model, shrunk, 5);
}

// Layer normalization and softmax make of each unit what the others say.
TEST(Shrink, KeepsUnitsBeforeLayersThatMixThem) {
  Sequential model{Dense{.units = 4, .input_shape = {3}}, layers::LayerNormalization{},
                   Dense{.units = 3, .activation = "softmax"}, Dense{.units = 1}};
  randomize(model);
  clear(model, "dense_1/kernel", 0, 2);
  clear(model, "dense_2/kernel", 0, 1);
  EXPECT_EQ(shrink(model).after.units, 8);
}

TEST(Shrink, FollowsUnitsThroughLayersThatLeaveThemApart) {
  const Layer apart[] = {layers::ReLU{.max_value = 0.5, .negative_slope = 0.25, .threshold = 0.125},
                         layers::LeakyReLU{},
                         layers::ELU{},
                         layers::PReLU{},
                         layers::Identity{},
                         layers::Rescaling{.scale = 3, .offset = 0.5},
                         layers::GaussianNoise{.stddev = 0.5},
                         layers::GaussianDropout{.rate = 0.5}};
  for (const Layer& layer : apart) {
    Sequential model{Dense{.units = 6, .input_shape = {3}}, layer, Dense{.units = 2}};
    randomize(model);
    clear(model, "dense/kernel", 1, 2);    // constant
    clear(model, "dense_1/kernel", 0, 4);  // read by nobody
    const Shrunk<Sequential> shrunk = shrink(model);
    EXPECT_EQ(shrunk.after.units, 4 + 2) << layer.type();
    expect_same_predictions(model, shrunk, 3);
  }
}

TEST(Shrink, TheResultTrainsOnWithItsHyperParameters) {
  Sequential model = network();
  model.set_hyper("dense/kernel_regularizer/l1", 0.5);
  model.set_hyper("optimizer/learning_rate", 0.25);
  clear(model, "dense_1/kernel", 0, 4);
  Shrunk<Sequential> shrunk = shrink(model);
  EXPECT_EQ(shrunk.model.hyper("dense/kernel_regularizer/l1"), 0.5);
  EXPECT_EQ(shrunk.model.hyper("optimizer/learning_rate"), 0.25);
  const Array x = random_array({8, 5}, 1), y = random_array({8, 2}, 2);
  shrunk.model.fit(x, y, {.epochs = 3, .verbose = 0});
  EXPECT_EQ(shrink(shrunk.model, {.inputs = false}).model.predict(x).shape(), (Shape{8, 2}));
}

void expect_near(const Array& before, const Array& after) {
  ASSERT_EQ(before.shape(), after.shape());
  for (std::int64_t i = 0; i < before.size(); ++i)
    EXPECT_NEAR(before.at(i), after.at(i), 1e-5 * (1 + std::abs(before.at(i)))) << i;
}

/// x -> Dense -> h, twice h + Dense(Dense(h)), and a Dense of two outputs behind.
Model residual_model() {
  const Node x = Input({.shape = {4}});
  Node h = Dense{.units = 5, .name = "first"}(x);
  for (const std::string block : {"a", "b"}) {
    const Node inner = Dense{.units = 6, .activation = "relu", .name = block + "_in"}(h);
    h = layers::Add{}({h, Dense{.units = 5, .use_bias = false, .name = block + "_out"}(inner)});
  }
  Model model({.inputs = x, .outputs = Dense{.units = 2, .name = "head"}(h)});
  model.compile({.optimizer = optimizers::Adam{}, .loss = "mse"});
  randomize(model);
  return model;
}

// A unit of the residual stream has a part in every block: it goes only where no block and no head
// reads it, and then out of all of them.
TEST(Shrink, UnitsOfAResidualStreamGoTogether) {
  Model model = residual_model();
  clear(model, "head/kernel", 0, 3);
  clear(model, "a_in/kernel", 0, 3);
  EXPECT_EQ(shrink(model).after.parameters, shrink(model).before.parameters);  // b_in reads it
  clear(model, "b_in/kernel", 0, 3);
  const Shrunk<Model> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, shrunk.before.units - 3);
  // 4 x 4 + 4, two blocks of 4 x 6 + 6 and 6 x 4, 4 x 2 + 2.
  EXPECT_EQ(shrunk.after.parameters, 20 + 2 * (24 + 6 + 24) + 10);
  const Array x = random_array({9, 4}, 5);
  expect_near(model.predict(x), shrunk.model.predict(x));
}

// Nobody but itself: a block hands the unit on from itself to itself.
TEST(Shrink, AUnitThatOnlyFeedsItselfGoes) {
  Model model = residual_model();
  clear(model, "head/kernel", 0, 3);
  std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::string path = model.weight_paths()[i];
    for (std::int64_t k = 0; k < weights[i].size(); ++k) {
      float& value = weights[i].mutable_data<float>()[static_cast<std::size_t>(k)];
      // Into unit 2 of the blocks comes what only leads to unit 3 of the stream.
      if (path.ends_with("_in/kernel") && k / 6 == 3 && k % 6 != 2) value = 0;
      if (path.ends_with("_out/kernel") && k / 5 == 2 && k % 5 != 3) value = 0;
    }
  }
  model.set_weights(weights);
  const Shrunk<Model> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, 4 + 2 * (5 + 4) + 2);
  const Array x = random_array({9, 4}, 5);
  expect_near(model.predict(x), shrunk.model.predict(x));
}

TEST(Shrink, ABlockThatAddsNothingKeepsAUnit) {
  Model model = residual_model();
  for (std::int64_t unit = 0; unit < 6; ++unit) clear(model, "a_out/kernel", 0, unit);
  const Shrunk<Model> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, shrunk.before.units - 5);
  const Array x = random_array({9, 4}, 5);
  expect_near(model.predict(x), shrunk.model.predict(x));
}

// Two inputs, a shared layer, a model inside called twice, an embedding, two outputs.
TEST(Shrink, FollowsUnitsThroughEveryJoin) {
  const Node a = Input({.shape = {3}, .name = "a"}), b = Input({.shape = {3}, .name = "b"});
  const Node words = Input({.shape = {2}, .name = "words"});
  const Layer shared = Dense{.units = 4, .activation = "tanh", .name = "shared"};
  Sequential inside{Dense{.units = 5, .activation = "relu", .input_shape = {4}},
                    layers::BatchNormalization{}, Dense{.units = 3}};
  randomize(inside);
  const Layer inner = inside.as_layer("inner");
  const Node one = inner(shared(a)), two = inner(shared(b));
  const Node text =
      layers::Flatten{}(layers::Embedding{.input_dim = 7, .output_dim = 3, .name = "table"}(words));
  const Node all = layers::Concatenate{}({one, text, two});
  Model model({.inputs = {a, b, words},
               .outputs = {Dense{.units = 2, .name = "left"}(all),
                           Dense{.units = 1, .name = "right"}(two)}});
  randomize(model);
  clear(model, "shared/kernel", 1, 2);         // constant, in both calls the same
  clear(model, "inner/dense_1/kernel", 0, 1);  // a unit inside that nobody reads
  clear(model, "inner/batch_normalization/gamma", 1, 3);
  for (const std::int64_t row : {3 + 1, 3 + 3 + 1}) clear(model, "left/kernel", 0, row);
  const Shrunk<Model> shrunk = shrink(model, {.inputs = true});
  // shared 3 x 3 + 3; inside 3 x 3 + 3, four vectors of 3, 3 x 3 + 3; table 7 x 2; left 10 x 2 + 2;
  // right 3 + 1.
  EXPECT_EQ(shrunk.after.parameters, 12 + 12 + 12 + 12 + 14 + 22 + 4);
  EXPECT_EQ(shrunk.features[0].size(), 3u);
  const Array xa = random_array({6, 3}, 1), xb = random_array({6, 3}, 2);
  const Array xw({6, 2}, std::vector<float>{0, 1, 2, 3, 4, 5, 6, 0, 3, 3, 2, 6});
  const std::vector<Array> before = model.predict_all({xa, xb, xw});
  const std::vector<Array> after = shrunk.model.predict_all({xa, xb, xw});
  for (std::size_t i = 0; i < 2; ++i) expect_near(before[i], after[i]);
}

// What a shared layer's calls always give may differ: there is no one bias for it.
TEST(Shrink, KeepsAConstantThatDiffersBetweenTheCallsOfALayer) {
  const Node x = Input({.shape = {3}});
  const Layer shared = Dense{.units = 2, .name = "shared"};
  const Node one = Dense{.units = 4, .name = "one"}(x), two = Dense{.units = 4, .name = "two"}(x);
  Model model({.inputs = x, .outputs = layers::Add{}({shared(one), shared(two)})});
  randomize(model);
  clear(model, "one/kernel", 1, 1);
  clear(model, "two/kernel", 1, 1);
  EXPECT_EQ(shrink(model).after.parameters, shrink(model).before.parameters);
  clear(model, "one/bias", 1, 1);
  clear(model, "two/bias", 1, 1);
  const Shrunk<Model> shrunk = shrink(model);
  EXPECT_EQ(shrunk.after.units, shrunk.before.units - 2);
  const Array rows = random_array({5, 3}, 3);
  expect_near(model.predict(rows), shrunk.model.predict(rows));
}

TEST(Shrink, LeavesOutColumnsWithTheirWaves) {
  layers::Normalization standard;
  standard.adapt(random_array({20, 4}, 8));
  Sequential model{layers::Normalization(standard),
                   layers::PeriodicEmbedding{.columns = {0, 2}, .frequencies = 2, .units = 2},
                   layers::Scaling{}, Dense{.units = 3}};
  model.build({4});
  randomize(model);
  for (const std::int64_t row : {2, 6}) clear(model, "dense/kernel", 0, row);
  EXPECT_EQ(shrink(model, {.inputs = true}).features[0].size(), 4u);  // a wave of 2 is read
  clear(model, "scaling/scale", 1, 7);
  const Shrunk<Sequential> shrunk = shrink(model, {.inputs = true});
  EXPECT_EQ(shrunk.features[0], (std::vector<std::int64_t>{0, 1, 3}));
  expect_same_predictions(model, shrunk, 4);
  EXPECT_EQ(shrink(model, {.inputs = true, .needed = {2}}).features[0].size(), 4u);
  for (const std::int64_t row : {0, 4, 5}) clear(model, "dense/kernel", 0, row);
  const Shrunk<Sequential> plain = shrink(model, {.inputs = true});
  EXPECT_EQ(plain.features[0], (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(plain.model.layers().size(), 3u);  // no column left to embed
  expect_same_predictions(model, plain, 4);
}

TEST(Shrink, LeavesOutTextsWithTheirVectors) {
  // Columns 1 to 3 and 5 to 6; behind them 0, 4, 7, then two vectors of two numbers.
  Sequential model{layers::OneHotEmbedding{.starts = {1, 5}, .sizes = {3, 2}, .output_dim = 2},
                   Dense{.units = 3}};
  model.build({8});
  randomize(model);
  for (const std::int64_t row : {1, 3}) clear(model, "dense/kernel", 0, row);
  // Column 4 goes, of the first text's vector a half is read.
  const Shrunk<Sequential> number = shrink(model, {.inputs = true});
  EXPECT_EQ(number.features[0], (std::vector<std::int64_t>{0, 1, 2, 3, 5, 6, 7}));
  expect_same_predictions(model, number, 8);
  clear(model, "dense/kernel", 0, 4);
  const Shrunk<Sequential> text = shrink(model, {.inputs = true});
  EXPECT_EQ(text.features[0], (std::vector<std::int64_t>{0, 5, 6, 7}));
  expect_same_predictions(model, text, 8);
  for (const std::int64_t row : {5, 6}) clear(model, "dense/kernel", 0, row);
  const Shrunk<Sequential> none = shrink(model, {.inputs = true});
  EXPECT_EQ(none.features[0], (std::vector<std::int64_t>{0, 7}));
  EXPECT_EQ(none.model.layers().size(), 1u);
  expect_same_predictions(model, none, 8);
}

TEST(Shrink, GivesTheWorkOfBatchNormalizationToItsNeighbours) {
  Sequential model{Dense{.units = 5, .use_bias = false, .input_shape = {4}},  // back
                   layers::BatchNormalization{.epsilon = 0.01},
                   layers::Activation{"relu"},
                   layers::BatchNormalization{.scale = false},  // forward, past the dropout
                   layers::Dropout{0.5},
                   Dense{.units = 3, .neural_tangent = true},
                   layers::Activation{"tanh"},
                   layers::BatchNormalization{}};  // nobody behind it
  model.compile({.optimizer = optimizers::Adam{}, .loss = "mse"});
  randomize(model);
  const Shrunk<Sequential> kept = shrink(model);
  EXPECT_EQ(kept.after.parameters, kept.before.parameters);
  const Shrunk<Sequential> shrunk = shrink(model, {.fold_batch_normalization = true});
  EXPECT_EQ(shrunk.after.parameters, 4 * 5 + 5 + 5 * 3 + 3 + 4 * 3);
  EXPECT_EQ(shrunk.model.weight_paths().back(), "batch_normalization_2/moving_variance");
  expect_same_predictions(model, shrunk, 4);
}

TEST(Shrink, LeavesBatchNormalizationOfAnotherAxisWhereItIs) {
  Sequential model{Dense{.units = 5, .input_shape = {3, 4}},
                   layers::BatchNormalization{.axis = 1},  // of the three places
                   layers::ActivityRegularization{.l1 = 0.1},
                   layers::Activation{"relu"},
                   layers::BatchNormalization{.axis = 2},
                   Dense{.units = 2}};
  model.compile({.optimizer = optimizers::Adam{}, .loss = "mse"});
  randomize(model);
  for (const std::int64_t row : {0, 1}) clear(model, "dense_1/kernel", 0, row);
  const Shrunk<Sequential> shrunk = shrink(model, {.fold_batch_normalization = true});
  EXPECT_EQ(shrunk.after.parameters, 4 * 5 + 5 + 4 * 3 + 5 * 2 + 2);
  const Array x = random_array({6, 3, 4}, 99);
  const Array before = model.predict(x), after = shrunk.model.predict(x);
  for (std::int64_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before.at(i), after.at(i), 1e-5);
}

TEST(Shrink, AFunctionalResultTrainsOn) {
  Model model = residual_model();
  for (const char* reader : {"head", "a_in", "b_in"})
    clear(model, reader + std::string("/kernel"), 0, 1);
  model.set_hyper("optimizer/learning_rate", 0.25);
  Shrunk<Model> shrunk = shrink(model);
  EXPECT_EQ(shrunk.model.hyper("optimizer/learning_rate"), 0.25);
  const Array x = random_array({8, 4}, 1), y = random_array({8, 2}, 2);
  const std::vector<double> losses = shrunk.model.fit(x, y, {.epochs = 5, .verbose = 0})["loss"];
  EXPECT_NE(losses.front(), losses.back());
}

TEST(Shrink, NeedsWeights) { EXPECT_THROW(shrink(Sequential()), InvalidArgument); }

}  // namespace
}  // namespace occam::selection
