#include "occam/selection/adapt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "occam/base/random.h"
#include "occam/layers/dense.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/l1.h"
#include "occam/selection/lasso_net.h"

namespace occam::selection {
namespace {

using testing::ElementsAre;

TEST(Adapt, TheReachIsTheSumOverAllWays) {
  const Sequential model{layers::Dense{.units = 2, .activation = "relu", .input_shape = {3}},
                         layers::Dense{.units = 1}};
  // 1 * 2 + 3 * 0.5 = 3.5; 2 * 0.5 = 1; 0.
  const std::vector<Array> weights = {
      Array({3, 2}, std::vector<float>{-1, 3, 0, 2, 0, 0}), Array({2}, std::vector<float>{9, 9}),
      Array({2, 1}, std::vector<float>{2, -0.5f}), Array({1}, std::vector<float>{9})};
  const std::vector<double> reach = reach_of_features(model, weights);
  EXPECT_THAT(reach, ElementsAre(1, testing::DoubleNear(1 / 3.5, 1e-12), 0));
}

data::Dataset rows(std::int64_t count, std::uint64_t seed) {
  std::vector<float> x, y;
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::uint64_t j = 0; j < 4; ++j)
      x.push_back(2 * random_uniform({seed, 1}, 0, static_cast<std::uint64_t>(i) * 4 + j) - 1);
    const float noise = random_uniform({seed, 2}, 0, static_cast<std::uint64_t>(i)) - 0.5f;
    y.push_back(2 * x[x.size() - 4] - x[x.size() - 3] + 0.8f * noise);
  }
  return {.x = Array({count, 4}, x), .y = Array({count, 1}, y)};
}

Part linear_part(const data::Dataset& train, const data::Dataset* test) {
  Sequential model{layers::Dense{.units = 1,
                                 .kernel_initializer = "zeros",
                                 .kernel_regularizer = regularizers::L1{0.01},
                                 .input_shape = {4}}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.5}, .loss = "mse"});
  return {.model = model,
          .train = &train,
          .test = test,
          .options = {.batch_size = train.rows(), .epochs = 4000, .verbose = 0},
          .keep_weights = true};
}

// The conditions of Karush, Kuhn and Tucker of the adaptive lasso, in float64: the gradient of the
// loss is -lambda sign(w) / r^gamma where w is not 0, and no larger than that elsewhere.
TEST(Adapt, OfALinearMapItIsTheAdaptiveLasso) {
  const data::Dataset train = rows(120, 1);
  const Part part = linear_part(train, nullptr);
  Outcome pilot;
  pilot.weights = {Array({4, 1}, std::vector<float>{1.8f, -0.9f, 0.2f, 0}),
                   Array({1}, std::vector<float>{0})};
  const double gamma = 1.5;
  const Adapted adapted({&part, 1}, {&pilot, 1}, gamma);
  Path found = path(adapted.parts(), {.values = {0.12, 0.05, 0.001}});
  adapted.restore(found);
  for (std::size_t i = 0; i < 3; ++i) {
    const Array &w = found.outcomes[0][i].weights[0], &b = found.outcomes[0][i].weights[1];
    for (std::int64_t j = 0; j < 4; ++j) {
      double gradient = 0;
      for (std::int64_t r = 0; r < 120; ++r) {
        double residual = b.at(0) - train.y.at(r);
        for (std::int64_t k = 0; k < 4; ++k) residual += w.at(k) * train.x.at(4 * r + k);
        gradient += 2 * residual * train.x.at(4 * r + j) / 120;
      }
      const double reach = std::abs(pilot.weights[0].at(j)) / double{1.8f};
      if (reach == 0) {
        EXPECT_EQ(w.at(j), 0);
        continue;
      }
      const double factor = found.lambdas[i] / std::pow(reach, gamma);
      if (w.at(j) != 0) {
        EXPECT_NEAR(gradient, -std::copysign(factor, w.at(j)), 1e-4 * (1 + factor));
      } else {
        EXPECT_LE(std::abs(gradient), factor + 1e-4);
      }
    }
  }
  EXPECT_EQ(found.outcomes[0][0].support.inputs.size(), 2u);
}

TEST(Adapt, TheCallersRowsMayBeAView) {
  const data::Dataset own = rows(60, 7);
  data::Dataset viewed = own;
  viewed.x = Array::view(own.x.data<float>(), own.x.shape());
  Outcome pilot;
  pilot.weights = {Array({4, 1}, std::vector<float>{2, 1, 0, 4}),
                   Array({1}, std::vector<float>{0})};
  const Part part = linear_part(viewed, nullptr);
  const Adapted adapted({&part, 1}, {&pilot, 1}, 1.0);
  const data::Dataset untouched = rows(60, 7);
  EXPECT_TRUE(std::ranges::equal(own.x.data<float>(), untouched.x.data<float>()));
  EXPECT_EQ(adapted.parts()[0].train->x.at(3), own.x.at(3));
  EXPECT_EQ(adapted.parts()[0].train->x.at(0), own.x.at(0) / 2);
}

// Over folds: each adapts to its own network; the networks of all rows are in the data's features.
TEST(Adapt, ThePathInPlaceOfTheFirst) {
  const data::Dataset all = rows(150, 3), a = rows(100, 4), b = rows(100, 5), t = rows(50, 6);
  std::vector<Part> parts = {linear_part(all, nullptr), linear_part(a, &t), linear_part(b, &t)};
  parts[2].keep_weights = false;
  const auto score = [&](std::size_t, const Array& outputs) {
    double sum = 0;
    for (std::int64_t i = 0; i < outputs.size(); ++i) sum += std::pow(outputs.at(i) - t.y.at(i), 2);
    return std::sqrt(sum / static_cast<double>(outputs.size()));
  };
  const PathOptions options{.lambdas = 8, .ratio = 1e-3, .unpenalised = true};
  const Path first = path(parts, options);
  const AdaptivePath both = adaptive_path(parts, options, score, Direction::kDown);
  const Path& found = both.second;
  ASSERT_EQ(found.lambdas.size(), 9u);
  EXPECT_EQ(found.lambdas[8], 0);
  EXPECT_TRUE(found.outcomes[2][3].weights.empty());
  EXPECT_EQ(found.outcomes[0][8].weights[0].at(1), first.outcomes[0][8].weights[0].at(1));
  ASSERT_EQ(both.first.lambdas, first.lambdas);
  EXPECT_EQ(both.scores, scores_of(first, parts, score));
  const std::vector<double> means = curve_of(both.scores, test_rows(parts)).means;
  EXPECT_EQ(means[both.pilot], *std::min_element(means.begin(), means.end() - 1));
  const Choice choice =
      choose(curve_of(scores_of(found, parts, score), test_rows(parts)), Direction::kDown);
  EXPECT_THAT(found.outcomes[0][choice.one_se].support.inputs, ElementsAre(0, 1));
  const Sequential made = network_of(parts[1], found.setting(3), found.outcomes[1][3]);
  const Array same = made.predict(t);
  for (std::int64_t i = 0; i < same.size(); ++i)
    EXPECT_NEAR(same.at(i), found.outcomes[1][3].outputs.at(i), 1e-5);
}

TEST(Adapt, APilotThatHasDivergedIsNotAdaptedTo) {
  const data::Dataset all = rows(50, 1), test = rows(20, 2);
  std::vector<Part> parts = {linear_part(all, nullptr), linear_part(all, &test)};
  for (Part& part : parts) {
    part.model->compile({.optimizer = optimizers::SGD{.learning_rate = 1e30}, .loss = "mse"});
    part.options.epochs = 5;
  }
  const auto score = [](std::size_t, const Array& outputs) { return outputs.at(0); };
  const AdaptivePath found = adaptive_path(parts, {.values = {0.1, 0.01}}, score, Direction::kDown);
  EXPECT_FALSE(found.interrupted());
  EXPECT_TRUE(found.first.outcomes[0][0].diverged);
  EXPECT_TRUE(found.second.outcomes.empty());
}

TEST(Adapt, RefusesWhatCannotBe) {
  const data::Dataset train = rows(20, 1);
  Part part = linear_part(train, nullptr);
  Outcome pilot;
  pilot.weights = part.model->get_weights();
  EXPECT_THROW(Adapted({&part, 1}, {}), InvalidArgument);
  EXPECT_THROW(Adapted({&part, 1}, {&pilot, 1}, 0), InvalidArgument);
  const Outcome without;
  EXPECT_THROW(Adapted({&part, 1}, {&without, 1}), InvalidArgument);
  part.model =
      lasso_net({layers::Dense{.units = 2, .input_shape = {4}}, layers::Dense{.units = 1}});
  EXPECT_THROW(Adapted({&part, 1}, {&pilot, 1}), InvalidArgument);
  const Sequential flat{layers::Flatten{.input_shape = {2, 2}}, layers::Dense{.units = 1}};
  EXPECT_THROW(reach_of_features(flat, flat.get_weights()), InvalidArgument);
  // Before anything is trained.
  bool trained = false;
  const PathOptions options{
      .values = {0.1},
      .grid = {.after_stack = [&](std::int64_t, std::int64_t) { trained = true; }}};
  const auto score = [](std::size_t, const Array&) { return 0.0; };
  EXPECT_THROW(adaptive_path({&part, 1}, options, score, Direction::kDown), InvalidArgument);
  part = linear_part(train, nullptr);
  EXPECT_THROW(adaptive_path({&part, 1}, options, score, Direction::kDown, -1), InvalidArgument);
  EXPECT_FALSE(trained);
  // Nothing is used: nothing is to be told apart.
  part = linear_part(train, nullptr);
  const Adapted same({&part, 1}, {&pilot, 1});
  EXPECT_THAT(same.factors(0), testing::Each(1.0));
}

}  // namespace
}  // namespace occam::selection
