#include <gtest/gtest.h>

#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/stepper.h"

namespace occam::golden {
namespace {

using training::Mode;

/// What stands around an optimizer's rule: clipping, decay, averages, accumulation, constraints,
/// schedules.
class GoldenOptimizerSteps : public ::testing::TestWithParam<const char*> {
 protected:
  GoldenOptimizerSteps()
      : file_(load(std::string("optimizer_steps_") + GetParam())),
        x_(tensor(file_.at("x"))),
        y_(tensor(file_.at("y"))) {}

  const Json file_;
  const Array x_, y_;
};

// The tolerances of GoldenTrajectories.
TEST_P(GoldenOptimizerSteps, TwentyStepsRunningFree) {
  Comparison compare_weights("weights", {2e-6, 0.0}), compare_memory("memory", {2e-6, 1e-5});
  Comparison compare_losses("losses", {0.0, 5e-6});
  for (const auto& [name, entry] : file_.at("cases").items()) {
    SCOPED_TRACE(name);
    const Json& network = entry.at("network");
    Stepper model(sequential_of(network), x_.shape().tail(), compile_options_of(network), y_);
    model.set_weights(file_.at("initial_weights"));
    const std::vector<std::string> paths = model.weight_paths();
    int t = 0;
    for (const Json& step : entry.at("steps")) {
      SCOPED_TRACE("step " + std::to_string(++t));
      model.step(Mode::kTrain, x_, y_, step.at("batch").at(0).get<std::int64_t>(),
                 step.at("batch").at(1).get<std::int64_t>());
      compare_losses("loss", model.log("loss"), number(step.at("loss")));
      if (!step.contains("weights")) continue;
      for (std::size_t i = 0; i < paths.size(); ++i)
        compare_weights(paths[i], model.tensor(paths[i]), values(tensor(step.at("weights").at(i))));
    }
    EXPECT_EQ(t, 20);
    const std::vector<std::string> trainable = model.weight_paths(true);
    for (const auto& [slot, each] : entry.at("slots").items()) {
      for (std::size_t i = 0; i < trainable.size(); ++i) {
        const std::string path = "optimizer/" + trainable[i] + "/" + slot;
        compare_memory(path, model.tensor(path), values(tensor(each.at(i))));
      }
    }
  }
}

// Through fit, which ends with the running means.
TEST_P(GoldenOptimizerSteps, Fit) {
  Comparison compare("weights", {2e-6, 0.0});
  for (const auto& [name, entry] : file_.at("cases").items()) {
    SCOPED_TRACE(name);
    const Json& network = entry.at("network");
    Sequential model = sequential_of(network);
    model.build(x_.shape().tail());
    std::vector<Array> weights;
    for (const Json& weight : file_.at("initial_weights")) weights.push_back(tensor(weight));
    model.set_weights(weights);
    model.compile(compile_options_of(network));
    model.fit(x_, y_,
              {.batch_size = network.at("batch_size").get<int>(),
               .epochs = 3,
               .verbose = 0,
               .shuffle = false});
    weights = model.get_weights();
    for (std::size_t i = 0; i < weights.size(); ++i)
      compare(std::to_string(i), values(weights[i]), values(tensor(entry.at("fit").at(i))));
  }
}

INSTANTIATE_TEST_SUITE_P(Optimizers, GoldenOptimizerSteps, ::testing::Values("sgd", "adam"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace occam::golden
