#include <gtest/gtest.h>

#include "occam/optimizers/optimizer.h"
#include "occam/runtime/state.h"
#include "tests/golden/experiment.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/trajectory_names.h"

namespace occam::golden {
namespace {

class GoldenOptimizers : public ::testing::TestWithParam<const char*> {};

// The optimizer alone: Keras's own gradients in, new weights and slots out. Nothing here depends on
// the network, so a misplaced epsilon or power of beta shows.
TEST_P(GoldenOptimizers, FirstStepFromGivenGradients) {
  const Json file = load(std::string("trajectory_") + GetParam());
  const Json& first = file.at("steps").at(0);
  Comparison compare_weights("weights", {2e-8, 2e-7}), compare_slots("slots", {1e-12, 1e-6});
  const Optimizer optimizer = optimizer_of(file.at("network").at("optimizer"));
  std::size_t trainable = 0;
  for (std::size_t i = 0; i < file.at("weight_names").size(); ++i) {
    const auto path = file.at("weight_names").at(i).get<std::string>();
    const Json& names = file.at("trainable_names");
    if (std::find(names.begin(), names.end(), Json(path)) == names.end()) continue;
    SCOPED_TRACE(path);
    const Json& gradient = file.at("first_gradients").at(trainable);
    Experiment experiment;
    const graph::Value weight = experiment.variable(path, tensor(file.at("initial_weights").at(i)));
    optimizer.update(experiment.update_scope(), weight,
                     experiment.input("gradient", tensor(gradient)));
    experiment.run();
    const Json& noise = file.at("noise");
    // Here the gradient is given: what is noise in a whole step still is, as Keras computed it
    // anew.
    if (std::find(noise.begin(), noise.end(), Json(path)) == noise.end()) {
      compare_weights("weight", experiment.after(path), values(tensor(first.at("weights").at(i))));
      for (const auto& [slot, each] : first.at("slots").items()) {
        compare_slots(slot, experiment.after("optimizer/" + path + "/" + slot),
                      values(tensor(each.at(trainable))));
      }
    }
    ++trainable;
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, GoldenOptimizers, ::testing::ValuesIn(kTrajectories),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace occam::golden
