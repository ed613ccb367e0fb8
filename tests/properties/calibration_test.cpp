// Temperature scaling of whole models: what changes, what does not, and what is watched while
// training.
#include <gtest/gtest.h>

#include "occam/evaluation/temperature.h"
#include "tests/experiment/refusal.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using experiments::refusal;

using models_testing::Data;

Data rows() { return models_testing::classes(90, 4, 3); }

/// Labels that no model can learn: whoever is sure is wrong.
Data other_rows() {
  Data data = models_testing::classes(60, 4, 3);
  std::vector<std::int32_t> labels;
  for (int i = 0; i < 60; ++i)
    labels.push_back(i % 4 ? static_cast<std::int32_t>(data.y.at(i)) : i / 4 % 3);
  data.y = Array::from(labels);
  return data;
}

Array one_hot(const Array& labels) {
  std::vector<float> values(static_cast<std::size_t>(labels.size() * 3));
  for (std::int64_t i = 0; i < labels.size(); ++i)
    values[static_cast<std::size_t>(3 * i + static_cast<std::int64_t>(labels.at(i)))] = 1;
  return Array({labels.size(), 3}, values);
}

/// Ways to write the same classifier down.
enum class Form { kDense, kActivation, kLogits, kFunctional };

std::shared_ptr<Trainable> classifier(Form form, bool labels = true) {
  const layers::Dense hidden{.units = 16, .activation = "tanh", .input_shape = {4}};
  layers::Dense last{.units = 3};
  if (form == Form::kDense || form == Form::kFunctional) last.activation = "softmax";
  std::shared_ptr<Trainable> model;
  if (form == Form::kFunctional) {
    const Node in = Input({.shape = {4}});
    const Node inner = Layer(layers::Dense{.units = 16, .activation = "tanh"})(in);
    model = std::make_shared<Model>(ModelOptions{.inputs = in, .outputs = Layer(last)(inner)});
  } else {
    auto chain = std::make_shared<Sequential>();
    chain->add(hidden);
    chain->add(last);
    if (form == Form::kActivation) chain->add(layers::Activation{.activation = "softmax"});
    model = std::move(chain);
  }
  const bool logits = form == Form::kLogits;
  Loss loss = losses::SparseCategoricalCrossentropy{.from_logits = logits};
  if (!labels) loss = losses::CategoricalCrossentropy{.from_logits = logits};
  model->compile({.optimizer = optimizers::Adam{.learning_rate = 0.05},
                  .loss = loss,
                  .metrics = {"accuracy"}});
  return model;
}

const FitOptions kFit{.batch_size = 32, .epochs = 40, .verbose = 0};

TEST(Calibration, EveryFormOfAModelGetsTheSameTemperatureAndTheLeastLoss) {
  const Data train = rows(), other = other_rows();
  double first = 0;
  for (const Form form : {Form::kDense, Form::kActivation, Form::kLogits, Form::kFunctional}) {
    for (const bool labels : {true, false}) {
      SCOPED_TRACE(std::to_string(static_cast<int>(form)) + (labels ? " labels" : " one-hot"));
      const Array y = labels ? other.y : one_hot(other.y);
      const auto model = classifier(form, labels);
      model->fit(train.x, labels ? train.y : one_hot(train.y), kFit);
      const Logs before = model->evaluate(other.x, y);
      const std::vector<Array> weights = model->get_weights();
      const Calibration found = model->calibrate(other.x, y);
      EXPECT_GT(found.temperature, 1.05) << "the model is too sure";
      if (first == 0) first = found.temperature;
      EXPECT_NEAR(found.temperature / first, 1, 5e-3);
      EXPECT_NEAR(found.loss_before, before.at("loss"), 1e-5);
      const Logs after = model->evaluate(other.x, y);
      EXPECT_NEAR(found.loss_after, after.at("loss"), 1e-5);
      EXPECT_LT(after.at("loss"), before.at("loss"));
      EXPECT_EQ(after.at("accuracy"), before.at("accuracy"));
      EXPECT_DOUBLE_EQ(model->hyper("temperature/temperature"), found.temperature);
      // No other temperature is better.
      for (const double factor : {0.99, 1.01}) {
        model->set_hyper("temperature/temperature", found.temperature * factor);
        EXPECT_GT(model->evaluate(other.x, y).at("loss"), after.at("loss"));
      }
      EXPECT_NEAR(model->calibrate(other.x, y).temperature, found.temperature, 1e-5)
          << "the same again";
      ASSERT_EQ(model->get_weights().size(), weights.size());
      for (std::size_t i = 0; i < weights.size(); ++i) {
        EXPECT_TRUE(models_testing::bits_of(model->get_weights()[i]) ==
                    models_testing::bits_of(weights[i]));
      }
    }
  }
}

TEST(Calibration, OfASigmoid) {
  const Data data = models_testing::classes(80, 4, 2);
  const Array y = data.y.astype(DType::kFloat32);
  Sequential model{layers::Dense{.units = 1, .activation = "sigmoid", .input_shape = {4}}};
  model.compile(
      {.optimizer = optimizers::Adam{.learning_rate = 0.1}, .loss = "binary_crossentropy"});
  model.fit(data.x, y, {.epochs = 3, .verbose = 0});
  const double before = model.evaluate(data.x, y).at("loss");
  const Calibration found = model.calibrate(data.x, y);
  EXPECT_NEAR(found.loss_before, before, 1e-6);
  EXPECT_NEAR(model.evaluate(data.x, y).at("loss"), found.loss_after, 1e-6);
  EXPECT_LE(found.loss_after, found.loss_before);
}

TEST(Calibration, ACalibratedModelIsSavedAndTrainsOn) {
  const Data train = rows(), other = other_rows();
  for (const Form form : {Form::kDense, Form::kFunctional}) {
    const auto model = classifier(form);
    model->fit(train.x, train.y, {.batch_size = 32, .epochs = 5, .verbose = 0});
    model->calibrate(other.x, other.y);
    const std::string path = testing::TempDir() + "occam_calibrated.keras";
    save_model(*model, path);
    Model loaded = load_model(path);
    EXPECT_EQ(loaded.hyper("temperature/temperature"), model->hyper("temperature/temperature"));
    EXPECT_TRUE(models_testing::bits_of(loaded.predict(other.x)) ==
                models_testing::bits_of(model->predict(other.x)));
    const History one = model->fit(train.x, train.y, {.epochs = 2, .verbose = 0});
    const History two = loaded.fit(train.x, train.y, {.epochs = 2, .verbose = 0});
    models_testing::expect_same_history(one, two, "after loading");
    EXPECT_LT(one["loss"].back(), 2.0);
  }
}

TEST(Calibration, TheOptimizersMemoryIsKept) {
  // At temperature 1 nothing changes: a model that trains on is as one that was never calibrated.
  const Data train = rows();
  Sequential plain{layers::Dense{.units = 3, .activation = "softmax", .input_shape = {4}}};
  plain.compile({.optimizer = optimizers::Adam{.learning_rate = 0.05}, .loss = "scce"});
  plain.fit(train.x, train.y, {.epochs = 2, .verbose = 0});
  Sequential calibrated = plain;
  calibrated.calibrate(train.x, train.y);
  calibrated.set_hyper("temperature/temperature", 1);
  const FitOptions more{.epochs = 2, .verbose = 0};
  models_testing::expect_same_history(plain.fit(train.x, train.y, more),
                                      calibrated.fit(train.x, train.y, more), "trained on");
  models_testing::expect_same_weights(plain, calibrated, "trained on");
}

TEST(Calibration, TheLossAfterCalibrationIsWatched) {
  const Data train = rows(), other = other_rows();
  FitOptions options{.batch_size = 32, .epochs = 30, .verbose = 0};
  options.validation_data = {other.x, other.y};
  options.calibrated_loss = true;
  options.callbacks = {callbacks::EarlyStopping{
      .monitor = "val_calibrated_loss", .patience = 4, .restore_best_weights = true}};
  const auto model = classifier(Form::kDense);
  const History history = model->fit(train.x, train.y, options);
  const auto best = static_cast<std::size_t>(history.best_epoch);
  for (std::size_t e = 0; e < history.epoch.size(); ++e)
    EXPECT_LE(history["val_calibrated_loss"][e], history["val_loss"][e] + 1e-6);
  // What was watched is what calibrate() then reaches.
  EXPECT_NEAR(model->calibrate(other.x, other.y).loss_after, history["val_calibrated_loss"][best],
              1e-6);
  // In a stack as alone.
  const auto* const sequential = dynamic_cast<const Sequential*>(model.get());
  Stack stack(*sequential, {{"optimizer/learning_rate", {0.01, 0.1}}});
  const std::vector<History> both = stack.fit(train.x, train.y, options);
  for (std::size_t m = 0; m < 2; ++m) {
    Stack one(*sequential, {{"optimizer/learning_rate", {m == 0 ? 0.01 : 0.1}}});
    models_testing::expect_same_history(both[m], one.fit(train.x, train.y, options)[0], "stack");
  }
}

void expect_refused(const std::string& expected, const std::function<void()>& body) {
  EXPECT_NE(refusal(body).find(expected), std::string::npos) << refusal(body);
}

TEST(Calibration, Refusals) {
  const Data data = models_testing::regression(20, 4), labelled = rows();
  Sequential numbers{layers::Dense{.units = 1, .input_shape = {4}}};
  expect_refused("not compiled", [&] { numbers.calibrate(data.x, data.y); });
  numbers.compile({.loss = "mse"});
  expect_refused("Expected a cross-entropy", [&] { numbers.calibrate(data.x, data.y); });
  Sequential dropped{layers::Dense{.units = 3, .activation = "softmax", .input_shape = {4}},
                     layers::Flatten{}};
  dropped.compile({.loss = "scce"});
  expect_refused("Expected a Dense or Activation",
                 [&] { dropped.calibrate(labelled.x, labelled.y); });
  const auto model = classifier(Form::kDense);
  expect_refused("validation", [&] {
    model->fit(labelled.x, labelled.y, {.verbose = 0, .calibrated_loss = true});
  });
  expect_refused("Expected a cross-entropy", [&] {
    numbers.fit(data.x, data.y, {.verbose = 0, .validation_split = 0.5, .calibrated_loss = true});
  });
  EXPECT_EQ(model->hyper_paths().size(), classifier(Form::kDense)->hyper_paths().size());
}

TEST(Calibration, WarnsWhereNoTemperatureIsBest) {
  Sequential model{
      layers::Dense{.units = 1, .activation = "sigmoid", .use_bias = false, .input_shape = {1}}};
  model.compile({.loss = "binary_crossentropy"});
  model.set_weights({Array{{1.}}});
  std::vector<std::string> warnings;
  const WarningCatcher catcher([&](const Warning& w) { warnings.push_back(w.text); });
  const Calibration found = model.calibrate(Array{{1.}, {-1.}}, Array{{1.}, {0.}});
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("all are predicted rightly"), std::string::npos);
  EXPECT_EQ(found.temperature, 1 / evaluation::kMaxTemperature);
}

}  // namespace
}  // namespace occam
