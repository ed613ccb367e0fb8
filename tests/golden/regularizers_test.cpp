#include <gtest/gtest.h>

#include "occam/compiler/gradient.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

using experiments::Experiment;

TEST(GoldenRegularizers, ValuesAndGradients) {
  const Json file = load("regularizers");
  Comparison compare_values("values", {0.0, 1e-6}), compare_gradients("gradients", {0.0, 5e-7});
  // A difference of terms as large as 0.04: Keras's own are up to 9e-9 from those in float64.
  Comparison compare_differences("gradients of cosines", {2e-8, 5e-7});
  for (const Json& entry : file.at("cases")) {
    const auto type = entry.at("regularizer").get<std::string>();
    const auto weight = entry.at("weight").get<std::string>();
    SCOPED_TRACE(type + entry.at("arguments").dump() + " of " + weight);
    Experiment experiment;
    const graph::Value w = experiment.variable("w", tensor(file.at("weights").at(weight)));
    const graph::Value penalty = made<Regularizer>(type, entry.at("arguments"))
                                     .penalty(experiment.scope("w_regularizer"), w);
    experiment.output("value", penalty);
    experiment.output("gradient", compiler::gradient(penalty, {{w}})[0]);
    experiment.run();
    compare_values("value", experiment.number("value"), number(entry.at("value")));
    Comparison& compare = type == "OrthogonalRegularizer" ? compare_differences : compare_gradients;
    compare("gradient", experiment.tensor("gradient"), values(tensor(entry.at("gradient"))));
  }
}

}  // namespace
}  // namespace occam::golden
