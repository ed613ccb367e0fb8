#include <gtest/gtest.h>

#include "occam/models/recipe.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

// The tabular recipe's network, with narrower layers.
TEST(GoldenRealMlp, ForwardPass) {
  const Json file = load("realmlp");
  const Array x = tensor(file.at("x"));
  Comparison compare("predictions", {2e-6, 5e-6});
  for (const Json& entry : file.at("cases")) {
    data::Target target{.name = "y"};
    if (entry.at("problem") == "classification") {
      target.problem = data::Problem::kClassification;
      target.classes = {"a", "b", "c"};
    }
    Recipe recipe = tabular_recipe(target, 1000, x.shape()[1]);
    recipe.layers = {9, 8, 7};
    Sequential model =
        network_for(target, x.shape().tail(), recipe,
                    {.rows = 1000, .numeric_columns = {0, 1, 3}, .low = -1, .high = 1.5});
    std::vector<Array> weights;
    for (const Json& weight : entry.at("weights")) weights.push_back(tensor(weight));
    model.set_weights(weights);
    compare(entry.at("problem").get<std::string>(), values(model.predict(x)),
            values(tensor(entry.at("prediction"))));
  }
}

}  // namespace
}  // namespace occam::golden
