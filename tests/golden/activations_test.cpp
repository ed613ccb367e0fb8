#include <gtest/gtest.h>

#include "occam/activations/activation.h"
#include "occam/compiler/gradient.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

using experiments::Experiment;
using experiments::weighted_sum;

// Where tanh or softmax is nearly 1, one unit in its last place is all that is left of 1 - y: so
// the absolute part.
TEST(GoldenActivations, ValuesAndGradients) {
  const Json file = load("activations");
  // Near 0 Keras loses digits in exp(x) - 1 and x - tanh(x), both lose them in 1 + erf(x) far
  // below.
  Comparison compare_values("values", {1e-12, 2e-6}), compare_elu("values of elu", {6e-8, 2e-6}),
      compare_gelu("values of gelu", {6e-7, 2e-6}), compare_gradients("gradients", {6e-7, 2e-6});
  for (const Json& entry : file.at("cases")) {
    const auto name = entry.at("activation").get<std::string>();
    const auto input = entry.at("input").get<std::string>();
    SCOPED_TRACE(name + " of " + input);
    const Json& given = file.at("inputs").at(input);
    Experiment experiment;
    const graph::Value x = experiment.variable("x", tensor(given.at("x")));
    const graph::Value upstream = experiment.input("upstream", tensor(given.at("upstream")));
    const graph::Value y = Activation(name).apply(x);
    experiment.output("y", y);
    experiment.output("gradient", compiler::gradient(weighted_sum(y, upstream), {{x}})[0]);
    experiment.run();
    const bool is_elu = name == "elu" || name == "selu" || name == "tanh_shrink";
    Comparison& compare = name == "gelu" ? compare_gelu : is_elu ? compare_elu : compare_values;
    compare("y", experiment.tensor("y"), values(tensor(entry.at("y"))));
    if (name == "celu" && input == "table") continue;  // Keras adds the slopes of both sides at 0
    compare_gradients("gradient", experiment.tensor("gradient"),
                      values(tensor(entry.at("gradient"))));
  }
}

TEST(GoldenActivations, NonFiniteValues) {
  const Json special = load("activations").at("non_finite");
  const auto applied = [](const std::string& name, const Json& x) {
    Experiment experiment;
    experiment.output("y", Activation(name).apply(experiment.variable("x", tensor(x))));
    experiment.run();
    const auto y = experiment.tensor("y");
    return std::vector<float>(y.begin(), y.end());
  };
  Comparison compare("values", {0.0, 1e-6});
  for (const auto& [name, y] : special.at("y").items()) {
    compare(name, applied(name, special.at("x")), values(tensor(y)));
  }
  compare("softmax", applied("softmax", special.at("softmax_x")),
          values(tensor(special.at("softmax_y"))));
}

}  // namespace
}  // namespace occam::golden
