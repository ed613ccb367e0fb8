#include <gtest/gtest.h>

#include <algorithm>

#include "occam/saving/keras_model.h"
#include "occam/saving/optimizer_places.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/stepper.h"

namespace occam::golden {
namespace {

using training::Mode;

/// Each optimizer: its rule, and that what stands around goes with it.
class GoldenOptimizerTrajectories : public ::testing::TestWithParam<const char*> {
 protected:
  GoldenOptimizerTrajectories()
      : file_(load(std::string("optimizer_") + GetParam())),
        x_(tensor(file_.at("x"))),
        y_(tensor(file_.at("y"))) {}

  static CompileOptions options(Json network, const Json& optimizer) {
    network["optimizer"] = optimizer;
    return compile_options_of(network);
  }
  Stepper stepper(const Json& entry) const {
    const Json& network = file_.at("network");
    return Stepper(sequential_of(network), x_.shape().tail(),
                   options(network, entry.at("optimizer")), y_);
  }
  void train(Stepper& model, const Json& step) const {
    model.step(Mode::kTrain, x_, y_, step.at("batch").at(0).get<std::int64_t>(),
               step.at("batch").at(1).get<std::int64_t>());
  }
  static void compare_weights(Comparison& compare, Stepper& model, const Json& step) {
    const std::vector<std::string> paths = model.weight_paths();
    for (std::size_t i = 0; i < paths.size(); ++i)
      compare(paths[i], model.tensor(paths[i]), values(tensor(step.at("weights").at(i))));
  }
  static void compare_slots(Comparison& compare, Stepper& model, const Json& step) {
    const std::vector<std::string> paths = model.weight_paths(true);
    for (const auto& [name, each] : step.at("slots").items()) {
      for (std::size_t i = 0; i < paths.size(); ++i) {
        if (each.at(i).is_null()) continue;
        const std::string path = "optimizer/" + paths[i] + "/" + name;
        compare(path, model.slot(path), values(tensor(each.at(i))));
      }
    }
  }

  const Json file_;
  const Array x_, y_;
};

// Every step starts from what Keras had: errors cannot add up, nor cancel.
TEST_P(GoldenOptimizerTrajectories, EachStepFromKerasState) {
  Comparison weights("weights", {1e-6, 1e-5}), memory("memory", {1e-6, 1e-5});
  for (const auto& [name, entry] : file_.at("cases").items()) {
    SCOPED_TRACE(name);
    Stepper model = stepper(entry);
    const Json* before = nullptr;
    std::uint64_t taken = 0;
    for (const Json& step : entry.at("steps")) {
      SCOPED_TRACE("step " + std::to_string(taken));
      model.set_weights(before ? before->at("weights") : file_.at("initial_weights"));
      if (before) model.set_slots(before->at("slots"));
      model.set_steps_taken(taken++);
      train(model, step);
      compare_weights(weights, model, step);
      compare_slots(memory, model, step);
      before = &step;
    }
    EXPECT_EQ(taken, 30u);
  }
}

TEST_P(GoldenOptimizerTrajectories, ThirtyStepsRunningFree) {
  Comparison weights("weights", {5e-6, 0.0}), memory("memory", {5e-6, 1e-4});
  for (const auto& [name, entry] : file_.at("cases").items()) {
    SCOPED_TRACE(name);
    Stepper model = stepper(entry);
    model.set_weights(file_.at("initial_weights"));
    int taken = 0;
    for (const Json& step : entry.at("steps")) {
      SCOPED_TRACE("step " + std::to_string(taken++));
      train(model, step);
      compare_weights(weights, model, step);
      compare_slots(memory, model, step);
    }
  }
}

// By their places files are read.
TEST_P(GoldenOptimizerTrajectories, VariablesHaveKerasOrder) {
  const Json& deeper = file_.at("deeper");
  for (const auto& [name, entry] : file_.at("cases").items()) {
    SCOPED_TRACE(name);
    Stepper model(sequential_of(deeper), Shape{5},
                  options(file_.at("network"), entry.at("optimizer")),
                  Array({1, 3}, std::vector<float>(3)));
    const models::Blueprint& blueprint = *model.network().blueprint();
    const saving::WeightPlaces weights(
        "", saving::keras_outline(blueprint.topology(), /*is_sequential=*/true), blueprint);
    const Json& given = entry.at("optimizer");
    const auto places = saving::optimizer_places(
        blueprint, weights, given.contains("momentum") ? number(given.at("momentum")) : 0);
    const Json& wanted = entry.at("variables");
    ASSERT_EQ(places.size() + 2, wanted.size());
    EXPECT_EQ(wanted.at(0).at(0), "iteration");
    EXPECT_EQ(wanted.at(1).at(0), "learning_rate");
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto kerases = wanted.at(i + 2).at(0).get<std::string>();
      SCOPED_TRACE(kerases);
      EXPECT_EQ(places[i].shape.dims(), wanted.at(i + 2).at(1).get<std::vector<std::int64_t>>());
      // Without a name of its own there: u_product and Adafactor's factors.
      if (places[i].variables.size() != 1) continue;
      std::string path = blueprint.layout()[places[i].variables[0]].path.substr(10);
      if (path.ends_with("_rows") || path.ends_with("_columns")) continue;
      std::replace(path.begin(), path.end(), '/', '_');
      EXPECT_TRUE(kerases.ends_with("_" + path)) << path;  // behind the model's name
    }
    // Without a momentum Keras's SGD has no memory of one.
    const bool is_plain = std::string(GetParam()) == "sgd" && !given.contains("momentum");
    EXPECT_EQ(saving::memory_beside(blueprint, places).empty(), !is_plain);
  }
}

INSTANTIATE_TEST_SUITE_P(Optimizers, GoldenOptimizerTrajectories,
                         ::testing::Values("rmsprop", "adamw", "adamax", "nadam", "adagrad",
                                           "adadelta", "adafactor", "lion", "lamb", "ftrl", "sgd",
                                           "adam"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace occam::golden
