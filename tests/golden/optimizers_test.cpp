#include <gtest/gtest.h>

#include <algorithm>

#include "occam/optimizers/apply.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/trajectory_names.h"

namespace occam::golden {
namespace {

using experiments::Experiment;

class GoldenOptimizers : public ::testing::TestWithParam<const char*> {};

// The optimizer alone: Keras's own gradients in, new weights and slots out. Also gradients that are
// rounding error, so small that epsilon decides: a misplaced epsilon or power of beta shows. Keras
// works 1 - beta_2 out in float32: 6.5e-6 off, which is the part that grows with the learning rate.
TEST_P(GoldenOptimizers, FirstStepFromGivenGradients) {
  const Json file = load(std::string("trajectory_") + GetParam());
  const Json& description = file.at("network").at("optimizer");
  const Json& first = file.at("steps").at(0);
  const bool adam = description.at("class") == "Adam";
  const double rate = number(description.at("learning_rate"));
  Comparison weights("weights", {adam ? 7e-8 + 1e-5 * rate : 6e-8, 1e-7});
  Comparison slots("slots", {1e-14, 1e-6}, /*may_be_empty=*/first.at("slots").empty());
  const Optimizer optimizer = *FieldValue<Optimizer>::read(config_of(description));
  const Json& trainable = file.at("trainable_names");
  for (std::size_t i = 0; i < trainable.size(); ++i) {
    const auto path = trainable.at(i).get<std::string>();
    SCOPED_TRACE(path);
    const Json& names = file.at("weight_names");
    const auto place = static_cast<std::size_t>(
        std::distance(names.begin(), std::find(names.begin(), names.end(), trainable.at(i))));
    Experiment experiment;
    const graph::Value weight =
        experiment.variable(path, tensor(file.at("initial_weights").at(place)));
    optimizers::apply_gradients(
        experiment.scope("optimizer"), optimizer, {{weight}},
        {experiment.input("gradient", tensor(file.at("first_gradients").at(i)))});
    experiment.run();
    weights("weight", experiment.after(path), values(tensor(first.at("weights").at(place))));
    for (const auto& [slot, each] : first.at("slots").items())
      slots(slot, experiment.after("optimizer/" + path + "/" + slot), values(tensor(each.at(i))));
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, GoldenOptimizers, ::testing::ValuesIn(kTrajectories),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace occam::golden
