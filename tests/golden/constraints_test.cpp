#include <gtest/gtest.h>

#include "occam/constraints/constraint.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

using experiments::Experiment;

TEST(GoldenConstraints, Weights) {
  const Json file = load("constraints");
  Comparison compare("weights", {0.0, 5e-7});
  for (const Json& entry : file.at("cases")) {
    const auto type = entry.at("constraint").get<std::string>();
    const auto weight = entry.at("weight").get<std::string>();
    SCOPED_TRACE(type + entry.at("arguments").dump() + " of " + weight);
    Experiment experiment;
    const graph::Value w = experiment.variable("w", tensor(file.at("weights").at(weight)));
    experiment.output(
        "value",
        made<Constraint>(type, entry.at("arguments")).project(experiment.scope("w_constraint"), w));
    experiment.run();
    compare(weight, experiment.tensor("value"), values(tensor(entry.at("value"))));
  }
}

}  // namespace
}  // namespace occam::golden
