#include "occam/selection/lasso_net.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "occam/base/random.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/optimizers/adam.h"
#include "occam/selection/path.h"
#include "occam/selection/shrink.h"

namespace occam::selection {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Sequential chain(std::int64_t outputs, const Activation& activation = {}) {
  return {layers::Dense{.units = 2, .activation = "relu", .input_shape = {3}},
          layers::Dropout{.rate = 0.1},
          layers::Dense{.units = outputs, .activation = activation, .name = "last"}};
}

TEST(LassoNet, IsTheChainWithAWayAroundIt) {
  Model model = lasso_net(chain(1, "sigmoid"));
  EXPECT_THAT(model.weight_paths(),
              testing::UnorderedElementsAre("dense/kernel", "dense/bias", "last/kernel",
                                            "last/bias", "skip/kernel"));
  std::vector<Array> weights;
  for (const std::string& path : model.weight_paths()) {
    if (path == "dense/kernel")
      weights.emplace_back(Shape{3, 2}, std::vector<float>{1, -1, 0.5f, 2, 0, 1});
    if (path == "dense/bias") weights.emplace_back(Shape{2}, std::vector<float>{0.25f, -0.5f});
    if (path == "last/kernel") weights.emplace_back(Shape{2, 1}, std::vector<float>{2, -1});
    if (path == "last/bias") weights.emplace_back(Shape{1}, std::vector<float>{0.125f});
    if (path == "skip/kernel") weights.emplace_back(Shape{3, 1}, std::vector<float>{0.5f, 0, -1});
  }
  model.set_weights(weights);
  // x = (1, 2, -1): hidden relu(1 + 1 + 0.25, -1 + 4 - 1 - 0.5) = (2.25, 1.5), g = 4.5 - 1.5 +
  // 0.125 = 3.125, around it 0.5 + 1.
  const Array y = model.predict(Array({1, 3}, std::vector<float>{1, 2, -1}));
  EXPECT_NEAR(y.at(0), 1 / (1 + std::exp(-4.625)), 1e-6);
  EXPECT_EQ(model.hyper("skip/kernel_regularizer/hierarchy"), 10);
}

/// y of the inputs 0 and 2 of five, with a product.
data::Dataset sample_rows(std::int64_t count, std::uint64_t seed, bool classes) {
  std::vector<float> x, y;
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::uint64_t j = 0; j < 5; ++j)
      x.push_back(2 * random_uniform({seed, 1}, 0, static_cast<std::uint64_t>(i) * 5 + j) - 1);
    const float* row = x.data() + 5 * i;
    const float noise = random_uniform({seed, 2}, 0, static_cast<std::uint64_t>(i)) - 0.5f;
    const float score = 1.5f * row[0] - 2 * row[2] * row[0] + row[2] + 0.2f * noise;
    y.push_back(classes ? (score > 0 ? 1.0f : 0.0f) : score);
  }
  return {.x = Array({count, 5}, x), .y = Array({count, 1}, y)};
}

// From nothing to everything; an input without a way around is out of the network; the chosen one
// shrinks to what it says, and predicts the same.
TEST(LassoNet, ItsPathSelectsTheInputsThatMatter) {
  for (const bool classes : {false, true}) {
    SCOPED_TRACE(classes);
    Model model =
        lasso_net({layers::Dense{.units = 8, .activation = "relu", .input_shape = {5}},
                   layers::Dense{.units = 4, .activation = "relu"},
                   layers::Dense{.units = 1, .activation = classes ? "sigmoid" : "linear"}},
                  {.hierarchy = classes ? 2.0 : 10.0});
    model.set_seed(5);
    model.compile({.optimizer = optimizers::Adam{.learning_rate = 0.01},
                   .loss = classes ? "binary_crossentropy" : "mse"});
    const data::Dataset train = sample_rows(300, 1, classes), test = sample_rows(200, 2, classes);
    const Part part{.model = model,
                    .train = &train,
                    .test = &test,
                    .options = {.batch_size = 32, .epochs = 150, .verbose = 0},
                    .keep_weights = true};
    const Path found = path({&part, 1}, {.lambdas = 25, .ratio = 0.02, .unpenalised = true});
    EXPECT_TRUE(found.outcomes[0][0].support.inputs.empty());
    EXPECT_EQ(found.outcomes[0].back().support.inputs.size(), 5u);
    bool exact = false;
    for (std::size_t i = 0; i < found.lambdas.size(); ++i) {
      const Outcome& outcome = found.outcomes[0][i];
      const Model network = network_of(part, found.setting(i), outcome);
      const std::vector<std::string> paths = network.weight_paths();
      const auto weight = [&](const char* path) {
        return outcome.weights[static_cast<std::size_t>(
            std::find(paths.begin(), paths.end(), path) - paths.begin())];
      };
      const Array skip = weight("skip/kernel"), first = weight("dense/kernel");
      for (std::int64_t j = 0; j < 5; ++j) {
        for (std::int64_t k = 0; k < 8; ++k)
          EXPECT_LE(std::abs(first.at(j * 8 + k)),
                    (classes ? 2 : 10) * std::abs(skip.at(j)) * (1 + 1e-5));
        EXPECT_EQ(skip.at(j) == 0,
                  !std::ranges::count(outcome.support.inputs, j) || outcome.support.inputs.empty());
      }
      if (outcome.support.inputs == std::vector<std::int64_t>{0, 2} && !exact) {
        exact = true;
        const auto small = shrink(network, {.inputs = true});
        EXPECT_THAT(small.features[0], ElementsAre(0, 2));
        std::vector<float> columns;
        for (std::int64_t r = 0; r < test.rows(); ++r) {
          columns.push_back(static_cast<float>(test.x.at(5 * r)));
          columns.push_back(static_cast<float>(test.x.at(5 * r + 2)));
        }
        const Array same = small.model.predict(Array({test.rows(), 2}, columns));
        for (std::int64_t r = 0; r < test.rows(); ++r)
          EXPECT_NEAR(same.at(r), outcome.outputs.at(r), 1e-5);
      }
    }
    EXPECT_TRUE(exact || classes);
    std::size_t first = 0;
    while (found.outcomes[0][first].support.inputs.empty()) ++first;
    EXPECT_THAT(found.outcomes[0][first].support.inputs, testing::IsSupersetOf({0, 2}));
    EXPECT_LT(found.outcomes[0][first].support.inputs.size(), 5u);
  }
}

TEST(LassoNet, RefusesWhatCannotBe) {
  const auto text = [](const Sequential& network) {
    try {
      lasso_net(network);
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(text({layers::Dense{.units = 2}, layers::Dense{.units = 1}}),
              HasSubstr("unknown input shape"));
  EXPECT_THAT(text({layers::Dense{.units = 1, .input_shape = {3}}}), HasSubstr("Dense"));
  EXPECT_THAT(text({layers::Flatten{.input_shape = {2, 2}}, layers::Dense{.units = 2},
                    layers::Dense{.units = 1}}),
              HasSubstr("begins with a Dense"));
  EXPECT_THAT(text({layers::Dense{.units = 2, .input_shape = {3, 2}}, layers::Dense{.units = 1}}),
              HasSubstr("one axis"));
  Model twice =
      lasso_net({layers::Dense{.units = 2, .kernel_regularizer = "l1", .input_shape = {3}},
                 layers::Dense{.units = 1}});
  twice.compile({.loss = "mse"});
  EXPECT_THROW(
      twice.fit(Array({2, 3}, std::vector<float>(6)), Array({2, 1}, std::vector<float>(2))),
      InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
