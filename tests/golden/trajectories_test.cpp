#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "occam/optimizers/sgd.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/stepper.h"
#include "tests/golden/trajectory_names.h"

namespace occam::golden {
namespace {

using training::Mode;

/// One network's file, read.
class GoldenTrajectories : public ::testing::TestWithParam<const char*> {
 protected:
  GoldenTrajectories()
      : file_(load(std::string("trajectory_") + GetParam())),
        network_(file_.at("network")),
        x_(tensor(file_.at("x"))),
        y_(tensor(file_.at("y"))),
        noise_(file_.at("noise").get<std::set<std::string>>()) {}

  Stepper stepper(const CompileOptions& options) const {
    return Stepper(sequential_of(network_), x_.shape().tail(), options, y_);
  }
  bool adam() const { return network_.at("optimizer").at("class") == "Adam"; }
  bool has_slots() const { return !file_.at("steps").at(0).at("slots").empty(); }
  double learning_rate() const { return number(network_.at("optimizer").at("learning_rate")); }
  static std::pair<std::int64_t, std::int64_t> batch(const Json& step) {
    return {step.at("batch").at(0).get<std::int64_t>(), step.at("batch").at(1).get<std::int64_t>()};
  }

  /// A trainable weight whose gradient is rounding error only.
  bool is_noise(const std::string& path) const { return noise_.contains(path); }

  void compare_logs(Comparison& compare, Stepper& model, const Json& step) const {
    compare("loss", model.log("loss"), number(step.at("loss")));
    for (const auto& [name, value] : step.at("metrics").items())
      compare(name, model.log(name), number(value));
  }
  void compare_slots(Comparison& compare, Stepper& model, const Json& slots) const {
    const std::vector<std::string> paths = model.weight_paths(true);
    for (const auto& [slot, each] : slots.items()) {
      for (std::size_t i = 0; i < paths.size(); ++i) {
        if (is_noise(paths[i])) continue;
        const std::string path = "optimizer/" + paths[i] + "/" + slot;
        compare(path, model.tensor(path), values(tensor(each.at(i))));
      }
    }
  }

  /// Steps from Keras's initial weights, never set right again.
  void run_free(Tolerance weights, Tolerance slots, Tolerance reports) const {
    Stepper model = stepper(compile_options_of(network_));
    model.set_weights(file_.at("initial_weights"));
    const std::vector<std::string> paths = model.weight_paths();
    Comparison compare_weights("weights", weights), compare_reports("reports", reports);
    Comparison compare_memory("memory", slots, /*may_be_empty=*/!has_slots());
    int t = 0;
    for (const Json& step : file_.at("steps")) {
      SCOPED_TRACE("step " + std::to_string(++t));
      const auto [begin, end] = batch(step);
      model.step(Mode::kTrain, x_, y_, begin, end);
      compare_logs(compare_reports, model, step);
      for (std::size_t i = 0; i < paths.size(); ++i) {
        if (is_noise(paths[i])) continue;
        compare_weights(paths[i], model.tensor(paths[i]), values(tensor(step.at("weights").at(i))));
      }
      compare_slots(compare_memory, model, step.at("slots"));
    }
  }

  const Json file_, network_;
  const Array x_, y_;
  const std::set<std::string> noise_;
};

TEST_P(GoldenTrajectories, WeightsHaveKerasNamesAndOrder) {
  const Stepper model = stepper(compile_options_of(network_));
  EXPECT_EQ(model.weight_paths(), file_.at("weight_names").get<std::vector<std::string>>());
  EXPECT_EQ(model.weight_paths(true), file_.at("trainable_names").get<std::vector<std::string>>());
}

// Of data and penalty together. A step of plain descent with rate 1 leaves -gradient in its slot.
TEST_P(GoldenTrajectories, FirstGradients) {
  CompileOptions options = compile_options_of(network_);
  options.optimizer = optimizers::SGD{.learning_rate = 1.0};
  Stepper model = stepper(options);
  model.set_weights(file_.at("initial_weights"));
  const auto [begin, end] = batch(file_.at("steps").at(0));
  model.step(Mode::kTrain, x_, y_, begin, end);
  const std::vector<std::string> paths = model.weight_paths(true);
  Comparison compare("values", {5e-7, 2e-6});  // noise too: it is below the absolute part
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto slot = model.tensor("optimizer/" + paths[i] + "/momentum");
    std::vector<float> gradient(slot.begin(), slot.end());
    for (float& value : gradient) value = -value;
    compare(paths[i], gradient, values(tensor(file_.at("first_gradients").at(i))));
  }
}

// Every step starts from what Keras had: errors cannot add up, nor cancel.
TEST_P(GoldenTrajectories, EachStepFromKerasState) {
  Stepper model = stepper(compile_options_of(network_));
  const std::vector<std::string> paths = model.weight_paths();
  const std::vector<std::string> trainable = model.weight_paths(true);
  // For Adam 1e-2 of the learning rate would do; a tenth of that holds.
  Comparison compare_learned("learned", {adam() ? 2e-7 + 1e-3 * learning_rate() : 1e-6, 1e-5});
  Comparison compare_moving("moving", {1e-6, 1e-5}, /*may_be_empty=*/paths == trainable);
  Comparison compare_memory("memory", {1e-6, 1e-5}, /*may_be_empty=*/!has_slots());
  Comparison compare_reports("reports", {0.0, 5e-6});
  const Json* before = nullptr;
  std::uint64_t taken = 0;
  for (const Json& step : file_.at("steps")) {
    SCOPED_TRACE("step " + std::to_string(taken));
    model.set_weights(before ? before->at("weights") : file_.at("initial_weights"));
    if (before) model.set_slots(before->at("slots"));
    model.set_steps_taken(taken);
    const auto [begin, end] = batch(step);
    model.step(Mode::kTrain, x_, y_, begin, end);
    EXPECT_EQ(model.steps_taken(), ++taken);
    compare_logs(compare_reports, model, step);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const bool learned = std::ranges::count(trainable, paths[i]) > 0;
      // A moving mean is noise only where the bias before it has run free.
      if (learned && is_noise(paths[i])) continue;
      (learned ? compare_learned : compare_moving)(paths[i], model.tensor(paths[i]),
                                                   values(tensor(step.at("weights").at(i))));
    }
    compare_slots(compare_memory, model, step.at("slots"));
    before = &step;
  }
  EXPECT_EQ(taken, 20u);
}

// The bounds asked for are 2e-6 for SGD, 5e-5 for Adam and 5e-6 for the loss; Adam holds SGD's too.
TEST_P(GoldenTrajectories, TwentyStepsRunningFree) {
  run_free({2e-6, 0.0}, {2e-6, 1e-5}, {0.0, 5e-6});
}

// The user's door: fit with validation, its history and the weights it leaves.
TEST_P(GoldenTrajectories, Fit) {
  const Json& expected = file_.at("fit");
  Sequential model = sequential_of(network_);
  model.build(x_.shape().tail());
  std::vector<Array> weights;
  for (const Json& weight : file_.at("initial_weights")) weights.push_back(tensor(weight));
  model.set_weights(weights);
  model.compile(compile_options_of(network_));
  const History history = model.fit(
      x_, as_given(file_.at("y")),
      {.batch_size = network_.at("batch_size").get<int>(),
       .epochs = expected.at("epochs").get<int>(),
       .verbose = 0,
       .validation_data = {tensor(file_.at("validation_x")), as_given(file_.at("validation_y"))},
       .shuffle = false});
  Comparison compare_reports("reports", {0.0, 5e-6}),
      compare_weights("weights", {adam() ? 5e-5 : 2e-6, 0.0});
  for (const auto& [name, series] : expected.at("history").items()) {
    ASSERT_EQ(history[name].size(), series.size());
    for (std::size_t epoch = 0; epoch < series.size() && !is_noise(name); ++epoch) {
      compare_reports(name + " of epoch " + std::to_string(epoch), history[name][epoch],
                      number(series.at(epoch)));
    }
  }
  for (const std::string prefix : {"", "val_"}) {
    if (!history.contains(prefix + "penalty")) continue;
    for (std::size_t epoch = 0; epoch < history["loss"].size(); ++epoch) {
      EXPECT_GT(history[prefix + "penalty"][epoch], 0.0);
      EXPECT_NEAR(history[prefix + "data_loss"][epoch] + history[prefix + "penalty"][epoch],
                  history[prefix + "loss"][epoch], 1e-12 * history[prefix + "loss"][epoch]);
    }
  }
  const std::vector<std::string> paths = model.weight_paths();
  weights = model.get_weights();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (is_noise(paths[i])) continue;
    compare_weights(paths[i], values(weights[i]), values(tensor(expected.at("weights").at(i))));
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, GoldenTrajectories, ::testing::ValuesIn(kTrajectories),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace occam::golden
