#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "occam/occam.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/regularizers/hierarchical_l1.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"

// Hierarchical input selection against the package LassoNet.
namespace occam::golden {
namespace {

Array row(const Json& json) {
  std::vector<float> values;
  for (const Json& item : json) values.push_back(static_cast<float>(number(item)));
  return Array({1, static_cast<std::int64_t>(values.size())}, values);
}

TEST(Hierarchical, TheProximalMapIsLassoNets) {
  const Json golden = load("hierarchical");
  Comparison compare("prox", {2e-6, 1e-5});
  int out = 0;
  for (const Json& entry : golden.at("points")) {
    const regularizers::HierarchicalL1 penalty{.l1 = number(entry.at("lambda")),
                                               .hierarchy = number(entry.at("hierarchy")),
                                               .layer = "dense"};
    experiments::Experiment experiment;
    const graph::Value skip = experiment.variable("skip", row(entry.at("skip")));
    const graph::Value units = experiment.variable("units", row(entry.at("units")));
    const graph::Value one = ops::constant(skip.graph(), 1.0);
    const auto points =
        penalty.proximal_points(experiment.scope("skip_regularizer"), {skip, one}, {units, one});
    experiment.output("skip_after", points.skip);
    experiment.output("units_after", points.bounded);
    experiment.run();
    for (const char* name : {"skip_after", "units_after"}) {
      const Array expected = row(entry.at(name));
      const auto found = experiment.tensor(name);
      compare(name, found, values(expected));
      for (std::int64_t k = 0; k < expected.size(); ++k) {
        EXPECT_EQ(found[static_cast<std::size_t>(k)] == 0, expected.at(k) == 0) << entry;
        out += expected.at(k) == 0;
      }
    }
  }
  EXPECT_GT(out, 20);
}

TEST(Hierarchical, ThePathKeepsTheSameInputs) {
  const Json golden = load("hierarchical");
  for (const Json& entry : golden.at("paths")) {
    const bool classes = entry.at("classes");
    data::Dataset rows{.x = tensor(entry.at("x")), .y = as_given(entry.at("y"))};
    rows.y = rows.y.astype(DType::kFloat32).reshape({rows.rows(), 1});
    Model model = selection::lasso_net(
        {layers::Dense{.units = 8, .activation = "relu", .input_shape = {8}},
         layers::Dense{.units = 1, .activation = classes ? "sigmoid" : "linear"}});
    model.set_seed(1);
    model.compile({.optimizer = optimizers::Adam{.learning_rate = 0.01},
                   .loss = classes ? "binary_crossentropy" : "mse"});
    const selection::Part part{
        .model = model, .train = &rows, .options = {.batch_size = 32, .epochs = 100, .verbose = 0}};
    const selection::Path path = selection::path({&part, 1}, {.lambdas = 25, .ratio = 0.01});
    bool three = false;
    for (const selection::Outcome& outcome : path.outcomes[0]) {
      if (outcome.support.inputs.size() != 3) continue;
      three = true;
      EXPECT_EQ(outcome.support.inputs, entry.at("three").get<std::vector<std::int64_t>>());
    }
    EXPECT_TRUE(three);
  }
}

}  // namespace
}  // namespace occam::golden
