// What cannot be accepted is refused in one clear line before any training, and leaves the model as
// it was.
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <set>

#include "tests/experiment/refusal.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using experiments::refusal;
using models_testing::Data;

void expect_line(const std::string& message, const std::vector<std::string>& parts) {
  EXPECT_FALSE(message.empty()) << "not refused; expected a message with " << parts[0];
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  for (const std::string& part : parts)
    EXPECT_NE(message.find(part), std::string::npos) << "no '" << part << "' in: " << message;
}

/// Two outputs of class probabilities, or one number.
Sequential fresh(bool classifier) {
  Sequential model{layers::Dense{.units = 4, .activation = "relu"}};
  if (classifier) {
    model.add(layers::Dense{.units = 2, .activation = "softmax"});
  } else {
    model.add(layers::Dense{.units = 1});
  }
  model.compile({.optimizer = "adam", .loss = classifier ? "scce" : "mse"});
  return model;
}

/// A fit that must be refused, on a model not yet built and on one already trained.
void expect_refused(bool classifier, const Data& good, const Data& bad, const FitOptions& options,
                    const std::vector<std::string>& parts) {
  Sequential model = fresh(classifier);
  FitOptions silent = options;
  silent.verbose = 0;
  // Captured: also gtest prints to stdout, so that nothing is expected in between.
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const std::string unbuilt = refusal([&] { model.fit(bad.x, bad.y, silent); });
  const bool built = model.built();
  model.fit(good.x, good.y, {.verbose = 0});
  const Sequential before = model;
  const std::string trained = refusal([&] { model.fit(bad.x, bad.y, silent); });
  const std::string printed =
      testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  expect_line(unbuilt, parts);
  EXPECT_FALSE(built) << parts[0];
  expect_line(trained, parts);
  models_testing::expect_same_weights(before, model, parts[0]);
  EXPECT_EQ(printed, "");
}

Data good_classes() {
  return {Array({4, 3}, std::vector<float>(12, 0.5f)), Array::from({0, 1, 1, 0})};
}
Data good_numbers() {
  return {Array({4, 3}, std::vector<float>(12, 0.5f)), Array::from({0.1f, 0.2f, 0.3f, 0.4f})};
}

TEST(Refusals, ValuesThatAreNotFinite) {
  Data bad = good_numbers();
  bad.x.mutable_data<float>()[7] = std::numeric_limits<float>::quiet_NaN();
  expect_refused(false, good_numbers(), bad, {}, {"x", "nan", "row 2", "column 1"});
  bad = good_numbers();
  bad.y.mutable_data<float>()[3] = -std::numeric_limits<float>::infinity();
  expect_refused(false, good_numbers(), bad, {}, {"y", "-inf", "row 3"});
  bad = good_numbers();
  bad.x = Array({4, 3}, std::vector<double>(12, 1e300));
  expect_refused(false, good_numbers(), bad, {}, {"x", "1e+300", "row 0"});
  // The validation data are looked at before training too.
  FitOptions options;
  Array watched = good_numbers().y;
  watched.mutable_data<float>()[1] = std::numeric_limits<float>::quiet_NaN();
  options.validation_data = {good_numbers().x, watched};
  expect_refused(false, good_numbers(), good_numbers(), options, {"validation", "y", "row 1"});
}

TEST(Refusals, LabelsThatAreNoClasses) {
  for (const double label : {2.0, -1.0, 0.5}) {
    Data bad = good_classes();
    bad.y = Array::from({0.0, 1.0, label, 0.0});
    expect_refused(true, good_classes(), bad, {}, {"label", to_text(label), "row 2", "0 to 1"});
  }
}

TEST(Refusals, Shapes) {
  Data bad = good_numbers();
  bad.y = Array::from({0.1f, 0.2f, 0.3f});
  expect_refused(false, good_numbers(), bad, {}, {"length", "(4, 3)", "(3,)"});
  for (const bool classifier : {false, true}) {
    bad = {Array(Shape{0, 3}, std::vector<float>{}), Array()};
    expect_refused(classifier, classifier ? good_classes() : good_numbers(), bad, {},
                   {"x is empty"});
  }
  Sequential model = fresh(false);
  model.fit(good_numbers().x, good_numbers().y, {.verbose = 0});
  const Array wide({4, 5}, std::vector<float>(20));
  expect_line(refusal([&] { model.fit(wide, good_numbers().y); }), {"shape of x", "(3,)", "(5,)"});
  expect_line(refusal([&] { model.predict(wide); }), {"predict", "(3,)", "(5,)"});
  expect_line(refusal([&] { model.evaluate(wide, good_numbers().y); }), {"evaluate", "(3,)"});
  Sequential declared{layers::Dense{.units = 1, .input_shape = {3}}};
  declared.compile({.loss = "mse"});
  expect_line(refusal([&] { declared.fit(wide, good_numbers().y); }), {"shape of x", "(3,)"});
}

// Read with the stride of other targets they would be other rows, or memory of somebody else.
TEST(Refusals, ValidationTargetsOfAnotherShapeThanTheTrainingTargets) {
  const Array x({4, 3}, std::vector<float>(12, 0.5f)), y({4, 2}, std::vector<float>(8));
  for (const Shape& shape : {Shape{2}, Shape{2, 1}, Shape{2, 3}}) {
    Sequential model{layers::Dense{.units = 2}};
    model.compile({.optimizer = "sgd", .loss = "mse"});
    FitOptions options{.verbose = 0};
    options.validation_data = {Array({2, 3}, std::vector<float>(6)), Array(DType::kFloat32, shape)};
    expect_line(refusal([&] { model.fit(x, y, options); }), {"validation", "y", to_text(shape)});
    EXPECT_FALSE(model.built());
  }
}

TEST(Refusals, OneTargetForSeveralOutputsInBatchesOfMany) {
  Sequential model{layers::Dense{.units = 10}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const Data data{Array({64, 3}, std::vector<float>(192, 0.5f)), Array::arange(64)};
  expect_line(refusal([&] { model.fit(data.x, data.y, {.batch_size = 32, .verbose = 0}); }),
              {"y", "(n, 10)", "(n,)", "sparse"});
  EXPECT_FALSE(model.built());
}

TEST(Refusals, FitOptions) {
  const auto refuse = [&](const FitOptions& options, const std::vector<std::string>& parts) {
    expect_refused(false, good_numbers(), good_numbers(), options, parts);
  };
  refuse({.batch_size = 0}, {"batch_size", ">= 1", "batch_size=0"});
  refuse({.batch_size = -3}, {"batch_size=-3"});
  refuse({.epochs = -1}, {"epochs", "epochs=-1"});
  refuse({.initial_epoch = -1}, {"initial_epoch=-1"});
  refuse({.validation_split = 1.0}, {"validation_split", "1"});
  refuse({.validation_split = -0.1}, {"validation_split=-0.1"});
  refuse({.validation_split = NAN}, {"validation_split", "nan"});
  refuse({.validation_split = 0.99}, {"validation_split=0.99", "4 samples", "no training sample"});
  refuse({.callbacks = {callbacks::EarlyStopping{.monitor = "val_loss"}}},
         {"EarlyStopping", "val_loss", "loss"});
  refuse({.callbacks = {callbacks::EarlyStopping{.monitor = "lss"}}}, {"'lss'", "loss"});
  expect_line(refusal([] { callbacks::Callback(callbacks::EarlyStopping{.patience = -1}); }),
              {"EarlyStopping", "patience=-1"});
  callbacks::EarlyStopping changed{.monitor = "loss"};
  const callbacks::Callback watching = std::ref(changed);
  changed.patience = -2;  // after it was taken
  refuse({.callbacks = {watching}}, {"EarlyStopping", "patience=-2"});
  Sequential model = fresh(false);
  expect_line(refusal([&] { model.fit(good_numbers().x, good_numbers().y, {.verbose = 3}); }),
              {"verbose"});
}

TEST(Refusals, UnknownNamesSuggestTheNearest) {
  expect_line(refusal([] { layers::Dense{.units = 1, .activation = "rleu"}; }), {"rleu", "'relu'"});
  expect_line(refusal([] { layers::Dense{.units = 1, .kernel_regularizer = "l3"}; }), {"l3", "l1"});
  expect_line(refusal([] { layers::Dense{.units = 1, .kernel_initializer = "zeroes"}; }),
              {"zeroes", "'zeros'"});
  Sequential model = fresh(false);
  expect_line(refusal([&] { model.compile({.optimizer = "adm", .loss = "mse"}); }),
              {"adm", "'adam'"});
  expect_line(refusal([&] { model.compile({.loss = "mean_square_error"}); }),
              {"'mean_squared_error'"});
  expect_line(refusal([&] { model.compile({.loss = "mse", .metrics = {"acuracy"}}); }),
              {"acuracy", "'accuracy'"});
}

TEST(Refusals, OptionsOfLayersOutOfRange) {
  Sequential model;
  const auto add = [&](const auto& layer) { return refusal([&] { model.add(layer); }); };
  expect_line(add(layers::Dense{.units = 0}), {"Dense", "units=0", ">= 1"});
  expect_line(add(layers::Dense{}), {"Dense", "units=0"});
  expect_line(add(layers::Dense{.units = -4}), {"units=-4"});
  expect_line(add(layers::Dropout{.rate = 1.5}), {"Dropout", "rate=1.5"});
  expect_line(add(layers::Dropout{.rate = -0.1}), {"rate=-0.1"});
  expect_line(add(layers::Dropout{.rate = NAN}), {"rate", "nan"});
  expect_line(add(layers::BatchNormalization{.epsilon = 0.0}), {"epsilon"});
  expect_line(add(layers::BatchNormalization{.momentum = 2.0}), {"momentum=2"});
  expect_line(add(layers::Dense{.units = 1, .input_shape = {0}}), {"input_shape"});
  EXPECT_TRUE(model.layers().empty());
}

TEST(Refusals, OneMetricTwice) {
  Sequential model{layers::Dense{.units = 1}};
  expect_line(refusal([&] {
                model.compile({.loss = "mse", .metrics = {"mae", "mae"}});
                model.fit(good_numbers().x, good_numbers().y, {.verbose = 0});
              }),
              {"mae"});
  EXPECT_FALSE(model.built());
}

TEST(Refusals, HyperParametersSetOutOfTheirRange) {
  Sequential model{layers::Dropout{.rate = 0.1, .input_shape = {3}},
                   layers::Dense{.units = 1, .kernel_regularizer = "l2"}};
  model.build({3});
  expect_line(refusal([&] { model.set_hyper("dropout/rate", 1.5); }), {"dropout/rate", "1.5"});
  expect_line(refusal([&] { model.set_hyper("dense/kernel_regularizer/l2", -1); }), {"l2", "-1"});
}

// The factors of a regularizer and an optimizer are checked when a description takes them.
TEST(Refusals, FactorsOutOfRange) {
  const auto fit = [](const auto& regularizer, const auto& optimizer, const auto& loss) {
    return refusal([&] {
      Sequential model{layers::Dense{.units = 1, .kernel_regularizer = regularizer}};
      model.compile({.optimizer = optimizer, .loss = loss});
      model.fit(good_numbers().x, good_numbers().y, {.verbose = 0});
    });
  };
  expect_line(fit(regularizers::L2{-0.1}, "sgd", "mse"), {"L2", "l2=-0.1", ">= 0"});
  expect_line(fit(regularizers::L1{NAN}, "sgd", "mse"), {"L1", "l1", "nan"});
  expect_line(fit(regularizers::L1L2{0.1, INFINITY}, "sgd", "mse"), {"L1L2", "l2", "inf"});
  expect_line(fit(Regularizer(), optimizers::SGD{.learning_rate = -1}, "mse"),
              {"learning_rate=-1"});
  expect_line(fit(Regularizer(), optimizers::SGD{.momentum = 1.1}, "mse"), {"momentum=1.1"});
  expect_line(fit(Regularizer(), optimizers::Adam{.beta_1 = 1.0}, "mse"), {"beta_1=1"});
  expect_line(fit(Regularizer(), "sgd", losses::BinaryCrossentropy{.label_smoothing = 2.0}),
              {"label_smoothing=2"});
}

TEST(Refusals, OrderOfCalls) {
  Sequential model;
  expect_line(refusal([&] { model.build({3}); }), {"no layers"});
  model.add(layers::Dense{.units = 1});
  expect_line(refusal([&] { model.add(layers::Input{.shape = {3}}); }), {"Input", "first"});
  expect_line(refusal([&] { model.fit(good_numbers().x, good_numbers().y); }), {"compile"});
  EXPECT_FALSE(model.built());
  Sequential aimless{layers::Dense{.units = 1}};
  aimless.compile({});
  expect_line(refusal([&] { aimless.fit(good_numbers().x, good_numbers().y); }), {"loss"});
  expect_line(refusal([&] { model.predict(good_numbers().x); }), {"built"});
  expect_line(refusal([&] { model.get_weights(); }), {"built"});
  expect_line(refusal([&] { model.summary(); }), {"built"});
  model.build({3});
  expect_line(refusal([&] { model.build({4}); }), {"(3,)", "(4,)"});
  expect_line(refusal([&] { model.set_weights({}); }), {"2 arrays", "0 arrays"});
  expect_line(refusal([&] { model.add(layers::Dense{.units = 1}); }), {"weights already"});
  EXPECT_EQ(model.layers().size(), 1u);
  Sequential named{layers::Dense{.units = 1, .name = "a"}, layers::Dense{.units = 1, .name = "a"}};
  expect_line(refusal([&] { named.build({3}); }), {"'a'"});
  // Two layers of one name would share their weights unseen.
  Sequential clash{layers::Dense{.units = 3, .name = "dense_1"}, layers::Dense{.units = 3},
                   layers::Dense{.units = 3}};
  if (refusal([&] { clash.build({3}); }).empty()) {
    const std::vector<std::string> paths = clash.weight_paths();
    EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()).size(), 6u);
  }
}

}  // namespace
}  // namespace occam
