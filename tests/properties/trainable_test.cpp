#include <gtest/gtest.h>

#include <cmath>

#include "occam/occam.h"
#include "tests/experiment/refusal.h"

namespace occam {
namespace {

using experiments::refusal;

Array numbers(std::int64_t rows, std::int64_t columns) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < rows * columns; ++i)
    values.push_back(std::sin(0.7f * static_cast<float>(i * i % 101)));
  return Array({rows, columns}, values);
}

Sequential net(double l2 = 0.0) {
  Sequential model{
      layers::Dense{.units = 3, .kernel_regularizer = regularizers::L2{l2}, .input_shape = {4}},
      layers::Dense{.units = 1}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.05}, .loss = "mse"});
  return model;
}

/// The warnings that `body` gives.
template <class Body>
std::string warnings_of(const Body& body) {
  std::string text;
  const WarningCatcher catcher([&](const Warning& warning) { text += to_text(warning) + "\n"; });
  body();
  return text;
}

TEST(Trainable, ADeclaredShapeBuilds) {
  Sequential model{layers::Dense{.units = 2, .input_shape = {3}}};
  EXPECT_TRUE(model.built());
  EXPECT_EQ(model.get_weights().size(), 2u);
  EXPECT_NE(model.summary().find("dense (Dense)"), std::string::npos);
  EXPECT_EQ(model.predict(numbers(5, 3)).shape(), (Shape{5, 2}));
  EXPECT_NE(refusal([&] { model.build({4}); }).find("(4,)"), std::string::npos);
  const Sequential contradicted{layers::Dense{.units = 3, .input_shape = {4}},
                                layers::Dense{.units = 3, .name = "b", .input_shape = {7}}};
  EXPECT_NE(refusal([&] { contradicted.summary(); }).find("layer 'b'"), std::string::npos);
}

TEST(Trainable, AHyperParameterKeepsItsValueUntilCompile) {
  Sequential model = net(0.1);
  model.set_hyper("optimizer/learning_rate", 0.0);  // before the first fit
  model.set_hyper("dense/kernel_regularizer/l2", 0.7);
  const std::vector<Array> before = model.get_weights();
  model.fit(numbers(8, 4), numbers(8, 1), {.verbose = 0});
  EXPECT_EQ(model.get_weights()[0].at(0), before[0].at(0)) << "a learning rate of 0";
  const Sequential copy = model;
  EXPECT_EQ(copy.hyper("optimizer/learning_rate"), 0.0);
  Stack stack(model, {{"dense/kernel_regularizer/l2", {0.1, 0.2}}});
  EXPECT_EQ(stack.member(1).hyper("optimizer/learning_rate"), 0.0);
  EXPECT_EQ(stack.member(1).hyper("dense/kernel_regularizer/l2"), 0.2);
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.25}, .loss = "mse"});
  EXPECT_EQ(model.hyper("optimizer/learning_rate"), 0.25);
  EXPECT_EQ(model.hyper("dense/kernel_regularizer/l2"), 0.7);
}

TEST(Trainable, OptimizersHypersExistBeforeTheShapeIsKnown) {
  Sequential model{layers::Dense{.units = 1}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  EXPECT_EQ(model.hyper("optimizer/beta_2"), 0.999);
  model.set_hyper("optimizer/learning_rate", 0.0);
  EXPECT_NE(refusal([&] { model.set_hyper("optimizer/learning_rat", 1); }).find("learning_rate"),
            std::string::npos);
  model.fit(numbers(8, 4), numbers(8, 1), {.verbose = 0});
  EXPECT_EQ(model.hyper("optimizer/learning_rate"), 0.0);
}

TEST(Trainable, ALayerMayHaveAnyName) {
  Sequential model{layers::Dense{
      .units = 1, .kernel_regularizer = "l2", .name = "optimizer", .input_shape = {4}}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.set_hyper("optimizer/kernel_regularizer/l2", 0.5);
  model.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_EQ(model.hyper("optimizer/kernel_regularizer/l2"), 0.5);
  EXPECT_NE(refusal([] { Sequential{layers::Dense{.units = 1, .name = "a/b"}}.build({2}); }), "");
}

TEST(Trainable, WhatCannotMeanAnythingIsRefusedOrWarnedOf) {
  const Array x = numbers(8, 4);
  Sequential one{layers::Dense{.units = 1, .activation = "softmax", .input_shape = {4}}};
  EXPECT_NE(refusal([&] { one.compile({.loss = "binary_crossentropy"}); }).find("always 1"),
            std::string::npos);
  EXPECT_NE(warnings_of([] {
              Sequential linear{layers::Dense{.units = 3, .input_shape = {4}}};
              linear.compile({.loss = "sparse_categorical_crossentropy"});
            }).find("'softmax'"),
            std::string::npos);
  Sequential model = net();
  model.compile({.optimizer = "sgd", .loss = "mse", .metrics = {"accuracy"}});
  const auto fit = [&] { model.fit(x, numbers(8, 1), {.batch_size = 4, .verbose = 0}); };
  EXPECT_NE(warnings_of(fit).find("accuracy compares classes"), std::string::npos);
  EXPECT_EQ(warnings_of(fit), "") << "once";
  Sequential dense{layers::Dense{.units = 3, .activation = "softmax", .input_shape = {4}}};
  dense.compile({.loss = "categorical_crossentropy"});
  const Array rows({8, 3}, std::vector<float>(24, 0.5f));
  const Array shares({8, 3}, [] {
    std::vector<float> values;
    for (int row = 0; row < 8; ++row) values.insert(values.end(), {0.25f, 0.5f, 0.25f});
    return values;
  }());
  Sequential student = dense;
  student.compile({.loss = "categorical_crossentropy", .metrics = {"accuracy", "precision"}});
  const std::string told = warnings_of([&] { student.fit(x, shares, {.verbose = 0}); });
  EXPECT_EQ(told.find("accuracy compares"), std::string::npos) << "of shares the largest counts";
  EXPECT_NE(told.find("precision compares"), std::string::npos) << "each number is no class";
  const std::string sums = warnings_of([&] { dense.fit(x, rows, {.verbose = 0}); });
  EXPECT_NE(sums.find("sum to 1.5 in row 0, not to 1"), std::string::npos) << sums;
}

TEST(Trainable, SampleWeightsAreFactorsOfTheLoss) {
  const Array x = numbers(6, 4), y = numbers(6, 1);
  const Array weight({6}, std::vector<float>{0.5f, 2, 0, 1, 3, 0.25f});
  Sequential model = net();
  model.compile({.optimizer = "sgd",
                 .loss = "mse",
                 .metrics = {"mae"},
                 .weighted_metrics = {Metric("weighted_mae", metrics::MeanAbsoluteError{})}});
  const Array p = model.predict(x);
  double loss = 0, mae = 0, weighted = 0, total = 0;
  for (std::int64_t i = 0; i < 6; ++i) {
    const double error = p.at(i) - y.at(i);
    loss += weight.at(i) * error * error / 6;
    mae += std::abs(error) / 6;
    weighted += weight.at(i) * std::abs(error);
    total += weight.at(i);
  }
  const Logs logs = model.evaluate(x, y, {.batch_size = 6, .sample_weight = weight});
  EXPECT_NEAR(logs.at("loss"), loss, 1e-6);
  EXPECT_NEAR(logs.at("mae"), mae, 1e-6);
  EXPECT_NEAR(logs.at("weighted_mae"), weighted / total, 1e-6);
  EXPECT_NE(refusal([&] {
              model.fit(x, y, {.verbose = 0, .sample_weight = Array::from({1.0f, 2.0f})});
            }).find("sample_weight"),
            std::string::npos);
}

TEST(Trainable, ClassWeightsAreSampleWeightsOfTheClasses) {
  const Array x = numbers(6, 4), y = Array::from({0, 1, 1, 0, 1, 0});
  const auto fitted = [&](const FitOptions& options) {
    Sequential model{layers::Dense{.units = 1, .activation = "sigmoid", .input_shape = {4}}};
    model.compile({.optimizer = "sgd", .loss = "binary_crossentropy"});
    model.fit(x, y, options);
    return model.get_weights()[0];
  };
  const Array by_class = fitted({.verbose = 0, .class_weight = {{1, 5.0}}});
  const Array by_sample =
      fitted({.verbose = 0, .sample_weight = Array({6}, std::vector<float>{1, 5, 5, 1, 5, 1})});
  for (std::int64_t i = 0; i < 4; ++i) EXPECT_EQ(by_class.at(i), by_sample.at(i));
}

TEST(Trainable, ACallbackMayNotTrainItsOwnModel) {
  struct Meddles {
    Sequential* model;
    void on_epoch_end(callbacks::TrainingControl&, std::int64_t, const Logs&) {
      model->evaluate(numbers(8, 4), numbers(8, 1));
    }
  };
  Sequential model = net();
  const FitOptions options{.verbose = 0, .callbacks = {Meddles{&model}}};
  EXPECT_NE(refusal([&] { model.fit(numbers(8, 4), numbers(8, 1), options); }).find("evaluate"),
            std::string::npos);
  model.fit(numbers(8, 4), numbers(8, 1), {.verbose = 0});  // usable as before
}

TEST(Model, SharedLayersDrawMasksOfTheirOwnAndCountOnce) {
  const Node in = Input({.shape = {50}});
  const Layer drop = layers::Dropout{.rate = 0.4};
  const Node join = layers::Concatenate{}({drop(in), drop(in)});
  Model model({.inputs = {in}, .outputs = {layers::Dense{.units = 1}(join)}});
  EXPECT_NE(model.summary().find("shared"), std::string::npos);
  const Layer dense = layers::Dense{.units = 50, .kernel_regularizer = regularizers::L2{0.5}};
  Model twice({.inputs = {in}, .outputs = {dense(dense(in))}});
  twice.compile({.optimizer = "sgd", .loss = "mse"});
  double squares = 0;
  const Array kernel = twice.get_weights()[0];
  for (std::int64_t i = 0; i < kernel.size(); ++i) squares += kernel.at(i) * kernel.at(i);
  EXPECT_EQ(twice.get_weights().size(), 2u);
  EXPECT_NEAR(twice.evaluate(numbers(3, 50), numbers(3, 50)).at("penalty"), 0.5 * squares, 1e-4);
}

TEST(Model, AModelIsALayerWithItsWeights) {
  Sequential inner{layers::Dense{.units = 3, .activation = "tanh", .input_shape = {4}}};
  inner.set_seed(9);
  const Node in = Input({.shape = {4}});
  const Model outer({.inputs = {in}, .outputs = {inner(in)}});
  const Array x = numbers(5, 4), direct = inner.predict(x), nested = outer.predict(x);
  for (std::int64_t i = 0; i < direct.size(); ++i) EXPECT_EQ(direct.at(i), nested.at(i));
  EXPECT_EQ(outer.weight_paths()[0], "functional/dense/kernel");
}

// A model of two outputs, called twice within another, is what its layers are when they are called
// there themselves: same weights, same training.
TEST(Model, AModelOfSeveralOutputsIsALayer) {
  const Layer trunk = layers::Dense{.units = 5, .activation = "tanh", .name = "trunk"},
              norm = layers::BatchNormalization{.name = "norm"},
              drop = layers::Dropout{.rate = 0.2, .name = "drop"},
              number = layers::Dense{.units = 1, .name = "number"},
              kind = layers::Dense{.units = 3, .activation = "softmax", .name = "kind"};
  const auto heads = [&](const Node& in) {
    const Node hidden = drop(norm(trunk(in)));
    return std::vector<Node>{number(hidden), kind(hidden)};
  };
  const Node own = Input({.shape = {4}});
  Model inner({.inputs = {own}, .outputs = heads(own), .name = "inner"});
  inner.set_seed(5);
  const Layer shared = inner.as_layer("inner");

  const auto outer_of = [](const auto& call) {
    const Node a = Input({.shape = {4}, .name = "a"}), b = Input({.shape = {4}, .name = "b"});
    const std::vector<Node> first = call(a), second = call(b);
    Model model(
        {.inputs = {a, b},
         .outputs = {layers::Add{.name = "sum"}({first[0], second[0]}),
                     layers::Activation{.activation = "linear", .name = "of_a"}(first[1]),
                     layers::Activation{.activation = "linear", .name = "of_b"}(second[1])}});
    model.compile({.optimizer = "adam",
                   .loss = {"mse", "sparse_categorical_crossentropy", "categorical_crossentropy"}});
    return model;
  };
  Model nested = outer_of([&](const Node& in) { return call_all(shared, {in}); });
  Model flat = outer_of(heads);
  flat.set_weights(inner.get_weights());
  EXPECT_EQ(nested.weight_paths()[0], "inner/trunk/kernel");
  const Array a = numbers(12, 4), b = numbers(12, 4);
  const Array labels = Array::from<int>({0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2});
  std::vector<float> rows;
  for (int i = 0; i < 12; ++i) rows.insert(rows.end(), {0.2f, 0.5f, 0.3f});
  const Array shares({12, 3}, rows);
  const Logs before = nested.evaluate({a, b}, {numbers(12, 1), labels, shares});
  EXPECT_EQ(before.at("loss"), flat.evaluate({a, b}, {numbers(12, 1), labels, shares}).at("loss"));
  // Their dropout masks differ by name, so training is compared without them.
  EXPECT_EQ(nested.predict_all({a, b}).size(), 3u);
  const History history =
      nested.fit({a, b}, {numbers(12, 1), labels, shares}, {.epochs = 200, .verbose = 0});
  EXPECT_LT(history["loss"].back(), history["loss"].front());

  EXPECT_NE(refusal([&] {
              const Node in = Input({.shape = {4}});
              Model({.inputs = {in}, .outputs = {layers::Dense{.units = 1}(inner(in))}});
            }).find("call_all"),
            std::string::npos);
}

TEST(Model, RefusesWhatIsNotConnected) {
  const Node a = Input({.shape = {2}, .name = "a"}), b = Input({.shape = {2}, .name = "b"});
  const Node out = layers::Dense{.units = 1}(a);
  EXPECT_NE(refusal([&] {
              Model({.inputs = {a, b}, .outputs = {out}});
            }).find("'b' leads to no"),
            std::string::npos);
  EXPECT_NE(refusal([&] { Model({.inputs = {b}, .outputs = {out}}); }).find("'a'"),
            std::string::npos);
  Model model({.inputs = {a}, .outputs = {out}});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_NE(refusal([&] {
              model.fit({{"c", numbers(4, 2)}}, {{"dense", numbers(4, 1)}}, {.verbose = 0});
            }).find("'c'"),
            std::string::npos);
}

TEST(Model, CodesAreCheckedBeforeTheyAreLookedUp) {
  Sequential model{layers::Embedding{.input_dim = 5, .output_dim = 2, .input_shape = {3}},
                   layers::Flatten{}, layers::Dense{.units = 1}};
  EXPECT_EQ(model.predict(Array({2, 3}, std::vector<int>{0, 4, 1, 2, 3, 0})).shape(),
            (Shape{2, 1}));
  EXPECT_NE(refusal([&] {
              model.predict(Array({1, 3}, std::vector<int>{0, 5, 1}));
            }).find("0 to 4"),
            std::string::npos);
}

TEST(Model, TokensAreCheckedBeforeTheyAreLookedUp) {
  const auto said = [](const layers::IntegerLookup& lookup, const Array& x) {
    Sequential model{lookup, layers::Embedding{.input_dim = 5, .output_dim = 2}, layers::Flatten{},
                     layers::Dense{.units = 1}};
    return refusal([&] { model.predict(x); });
  };
  const layers::IntegerLookup open{.vocabulary = {70, -8}, .input_shape = {2}},
      closed{.num_oov_indices = 0, .vocabulary = {70, -8}, .input_shape = {2}};
  const Array x({2, 2}, std::vector<std::int64_t>{70, -8, 70, 12}),
      far({2, 2}, std::vector<std::int64_t>{70, -8, 16777217, 12}),
      parts({1, 2}, std::vector<double>{70, 0.5});
  EXPECT_EQ(said(open, x), "");
  EXPECT_EQ(said(closed, x),
            "predict: invalid number in x. Expected one of 2 known whole numbers, which layer "
            "'integer_lookup' looks up. Received: 12 in row 1");
  EXPECT_NE(said(open, far).find("from -16777216 to 16777216, which layer"), std::string::npos);
  EXPECT_NE(said(open, parts).find("Received: 0.5 in row 0"), std::string::npos);
  const layers::IntegerLookup wide{
      .num_oov_indices = 4, .vocabulary = {70, -8}, .input_shape = {2}};
  EXPECT_NE(
      said(wide, x).find("'embedding' looks up whole numbers from 0 to 4, but those before it "
                         "are places from 0 to 5. Expected input_dim or num_tokens of 6"),
      std::string::npos)
      << said(wide, x);
}

}  // namespace
}  // namespace occam
