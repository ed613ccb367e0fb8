#include "occam/selection/grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "occam/selection/path.h"
#include "occam/selection/stability.h"
#include "tests/properties/models_testing.h"

namespace occam::selection {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

data::Dataset rows_of(std::int64_t rows, std::uint64_t seed, std::int64_t features = 5) {
  const models_testing::Data made = models_testing::regression(rows, features, seed);
  return {.x = made.x, .y = made.y};
}

Sequential grid_network(std::int64_t features, std::uint64_t seed = 3) {
  Sequential model{layers::Dense{.units = 6,
                                 .activation = "relu",
                                 .kernel_regularizer = regularizers::L1{0.001},
                                 .input_shape = {features}},
                   layers::Dropout{.rate = 0.2},
                   layers::Dense{.units = 1, .kernel_regularizer = regularizers::L1{0.001}}};
  model.set_seed(seed);
  model.set_data_seed(7);
  model.set_threads(2);
  model.compile({.optimizer = optimizers::Adam{.learning_rate = 0.02}, .loss = "mse"});
  return model;
}

FitOptions grid_options(std::int64_t epochs) {
  return {.batch_size = 16,
          .epochs = epochs,
          .verbose = 0,
          .callbacks = {callbacks::EarlyStopping{.patience = 2, .restore_best_weights = true}}};
}

/// Folds of different sizes, one of them with a feature less, behind all rows.
struct Problem {
  std::deque<data::Dataset> rows;
  std::vector<Part> parts;

  Problem() {
    for (std::uint64_t p = 0; p < 4; ++p) {
      const std::int64_t features = p == 3 ? 4 : 5, own = static_cast<std::int64_t>(p);
      rows.push_back(rows_of(60 + own, 10 * p + 1, features));
      rows.push_back(rows_of(20, 10 * p + 2, features));
      rows.push_back(rows_of(15 + own, 10 * p + 3, features));
      parts.push_back({.model = grid_network(features),
                       .train = &rows[3 * p],
                       .validation = &rows[3 * p + 1],
                       .test = p == 0 ? nullptr : &rows[3 * p + 2],
                       .options = grid_options(6),
                       .keep_weights = true});
    }
  }
};

void expect_same(const Array& a, const Array& b, const std::string& what) {
  ASSERT_EQ(a.shape(), b.shape()) << what;
  if (a.size() == 0) return;
  EXPECT_EQ(std::memcmp(a.bytes(), b.bytes(), static_cast<std::size_t>(a.size()) * sizeof(float)),
            0)
      << what;
}

void expect_same(const Grid& a, const Grid& b) {
  ASSERT_EQ(a.outcomes.size(), b.outcomes.size());
  for (std::size_t p = 0; p < a.outcomes.size(); ++p) {
    ASSERT_EQ(a.outcomes[p].size(), b.outcomes[p].size());
    for (std::size_t s = 0; s < a.outcomes[p].size(); ++s) {
      const Outcome &one = a.outcomes[p][s], &other = b.outcomes[p][s];
      const std::string what = "part " + std::to_string(p) + ", setting " + std::to_string(s);
      EXPECT_EQ(one.support, other.support) << what;
      EXPECT_EQ(one.epochs, other.epochs) << what;
      ASSERT_EQ(one.weights.size(), other.weights.size()) << what;
      for (std::size_t w = 0; w < one.weights.size(); ++w)
        expect_same(one.weights[w], other.weights[w], what);
      expect_same(one.outputs, other.outputs, what);
    }
  }
}

std::vector<Setting> settings() {
  std::vector<Setting> made = combinations({{"l1", {0.1, 0.001}}, {"rate", {0.0, 0.3}}});
  made.push_back(
      {.hypers = {{"dense/kernel_regularizer/l1", 0.02}, {"learning_rate", 0.005}}, .seed = 11});
  return made;
}

TEST(Grid, EveryNetworkEqualsItsSoloFit) {
  const Problem problem;
  const Grid trained = grid(problem.parts, settings());
  EXPECT_EQ(trained.trained, 20);
  EXPECT_EQ(trained.stacks, 2);  // the part with a feature less is one of its own
  for (std::size_t p = 0; p < problem.parts.size(); ++p) {
    const Part& part = problem.parts[p];
    for (std::size_t s = 0; s < settings().size(); ++s) {
      const Setting setting = settings()[s];
      const std::string what = "part " + std::to_string(p) + ", setting " + std::to_string(s);
      Sequential solo = grid_network(part.train->x.shape()[1], setting.seed.value_or(3));
      for (const auto& [name, value] : setting.hypers) {
        for (const std::string& path : solo.hyper_paths()) {
          if (path == name || path.ends_with("/" + name)) solo.set_hyper(path, value);
        }
      }
      const History history = solo.fit(*part.train, *part.validation, part.options);
      const Outcome& outcome = trained.outcomes[p][s];
      EXPECT_EQ(outcome.epochs, static_cast<std::int64_t>(history.epoch.size())) << what;
      EXPECT_EQ(outcome.stop_reason, history.stop_reason) << what;
      EXPECT_EQ(outcome.best_epoch, history.best_epoch) << what;
      const std::vector<Array> weights = solo.get_weights();
      for (std::size_t w = 0; w < weights.size(); ++w)
        expect_same(outcome.weights[w], weights[w], what);
      if (part.test != nullptr) expect_same(outcome.outputs, solo.predict(*part.test), what);
      const Sequential made = network_of(part, setting, outcome);
      expect_same(made.predict(*part.train), solo.predict(*part.train), what);
    }
  }
}

TEST(Grid, NeitherTheCutNorAnInterruptionChangesAnything) {
  const Problem problem;
  const Grid whole = grid(problem.parts, settings());
  expect_same(whole, grid(problem.parts, settings(), {.most_members = 3}));
  Outcomes known;
  GridOptions options{.most_members = 4, .known = &known};
  int turns = 0;
  options.interrupted = [&] { return ++turns == 3; };
  const Grid cut = grid(problem.parts, settings(), options);
  EXPECT_TRUE(cut.interrupted);
  EXPECT_TRUE(cut.outcomes.empty());
  EXPECT_EQ(known.size(), 8u);
  std::vector<std::int64_t> told;
  options.interrupted = {};
  options.after_stack = [&](std::int64_t done, std::int64_t all) {
    told.push_back(done);
    EXPECT_EQ(all, 20);
  };
  const Grid resumed = grid(problem.parts, settings(), options);
  EXPECT_EQ(resumed.found, 8);
  EXPECT_EQ(resumed.trained, 12);
  EXPECT_THAT(told, ElementsAre(12, 16, 20));
  expect_same(whole, resumed);
}

TEST(Grid, WhatIsKnownIsOfTheSameDataAndOptionsOnly) {
  Problem problem;
  Outcomes known;
  const GridOptions options{.known = &known};
  const std::vector<Setting> one = {{.hypers = {{"l1", 0.01}}}};
  const std::span<Part> part(problem.parts.data(), 1);
  EXPECT_EQ(grid(part, one, options).found, 0);
  EXPECT_EQ(grid(part, one, options).found, 1);
  const Part before = part[0];
  data::Dataset other = *before.train;
  other.x.mutable_data<float>()[7] += 1e-6f;
  part[0].train = &other;
  EXPECT_EQ(grid(part, one, options).found, 0);
  part[0] = before;
  part[0].options.epochs = 7;
  EXPECT_EQ(grid(part, one, options).found, 0);
  part[0] = before;
  part[0].options.callbacks = {callbacks::EarlyStopping{.patience = 3}};
  EXPECT_EQ(grid(part, one, options).found, 0);
  part[0] = before;
  part[0].model = grid_network(5, 4);
  EXPECT_EQ(grid(part, one, options).found, 0);
  part[0] = before;
  EXPECT_EQ(grid(part, one, options).found, 1);
}

TEST(Grid, RefusesWhatCannotBe) {
  Problem problem;
  const std::span<Part> part(problem.parts.data(), 1);
  const auto text = [&](const std::vector<Setting>& wanted) {
    try {
      grid(part, wanted);
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(text({{.hypers = {{"l3", 1}}}}), HasSubstr("dense/kernel_regularizer/l1"));
  EXPECT_THAT(text({{.hypers = {{"l1", -1}}}}), HasSubstr("l1"));
  EXPECT_THAT(text({}), HasSubstr("no settings"));
  EXPECT_THROW(combinations({{"l1", {}}}), InvalidArgument);
  part[0].train = nullptr;
  EXPECT_THAT(text({{}}), HasSubstr("no training rows"));
}

/// y = 2 x0 - x0 x4 of five features: three say nothing.
TEST(Path, BeginsAtZeroAndKeepsWhatMatters) {
  const data::Dataset rows = rows_of(200, 1), watched = rows_of(60, 2);
  const Part part{.model = grid_network(5),
                  .train = &rows,
                  .validation = &watched,
                  .options = grid_options(60),
                  .keep_weights = true};
  const Path trained = path({&part, 1}, {.lambdas = 8, .ratio = 0.01, .unpenalised = true});
  ASSERT_EQ(trained.lambdas.size(), 9u);
  EXPECT_EQ(trained.size(), 8u);
  EXPECT_FALSE(trained.lambda_max.closed_form);
  EXPECT_NEAR(trained.lambdas[7], 0.01 * trained.lambdas[0], 1e-12);
  EXPECT_NEAR(trained.lambdas[1] / trained.lambdas[0], trained.lambdas[7] / trained.lambdas[6],
              1e-12);
  EXPECT_EQ(trained.outcomes[0][0].support.units, 0);
  // Half of the largest is not enough: it was trained, too.
  const Path half = path({&part, 1}, {.values = {trained.lambdas[0], 0.5 * trained.lambdas[0]}});
  EXPECT_GT(half.outcomes[0][1].support.units, 0);
  EXPECT_EQ(trained.outcomes[0][8].support.inputs.size(), 5u);
  EXPECT_EQ(zero_share(part.model, trained.outcomes[0][0].support), 1.0);
}

TEST(Path, WarmStartsGoFromTheDenseToTheSparse) {
  const data::Dataset rows = rows_of(100, 1), watched = rows_of(40, 2);
  const std::vector<double> lambdas = {0.3, 0.03, 0.003};
  Part part{
      .model = grid_network(5), .train = &rows, .validation = &watched, .options = grid_options(5)};
  const Path trained = path({&part, 1}, {.values = lambdas, .start = PathStart::kWarm});
  EXPECT_TRUE(trained.outcomes[0][0].weights.empty());
  part.keep_weights = true;
  const Path kept = path({&part, 1}, {.values = lambdas, .start = PathStart::kWarm});
  std::optional<std::vector<Array>> weights;
  for (std::size_t i = 3; i-- > 0;) {
    Sequential solo = grid_network(5);
    if (weights) solo.set_weights(*weights);
    for (const char* layer : {"dense", "dense_1"})
      solo.set_hyper(std::string(layer) + "/kernel_regularizer/l1", lambdas[i]);
    solo.fit(rows, watched, part.options);
    weights = solo.get_weights();
    for (std::size_t w = 0; w < weights->size(); ++w)
      expect_same(kept.outcomes[0][i].weights[w], (*weights)[w], std::to_string(i));
    EXPECT_EQ(kept.outcomes[0][i].support, trained.outcomes[0][i].support);
  }
}

// Each relaxed network is the solo fit that goes on from the penalised one: other weights, the same
// zeros; the unpenalised network stays.
TEST(Path, RelaxedNetworksKeepTheirZerosAndLoseThePenalty) {
  const Problem problem;
  const std::vector<double> lambdas = {0.3, 0.03, 0.003};
  std::vector<Part> parts = problem.parts;
  parts[1].keep_weights = false;
  const Path plain =
      path(problem.parts, {.values = lambdas, .unpenalised = true, .grid = {.most_members = 5}});
  Outcomes known;
  const Path relaxed = path(parts, {.values = lambdas,
                                    .unpenalised = true,
                                    .relaxed = true,
                                    .grid = {.most_members = 5, .known = &known}});
  EXPECT_EQ(relaxed.trained, 4 * 4 + 4 * 3);
  EXPECT_EQ(relaxed.setting(0).hypers[0].second, 0);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string what = "part " + std::to_string(p) + ", lambda " + std::to_string(i);
      const Outcome &before = plain.outcomes[p][i], &after = relaxed.outcomes[p][i];
      EXPECT_EQ(before.support, after.support) << what;
      EXPECT_EQ(after.weights.empty(), p == 1) << what;
      Sequential solo = parts[p].model;
      solo.set_weights(before.weights);
      solo.compile({.optimizer = optimizers::KeepZeros{optimizers::Adam{.learning_rate = 0.02}},
                    .loss = "mse"});
      for (const char* layer : {"dense", "dense_1"})
        solo.set_hyper(std::string(layer) + "/kernel_regularizer/l1", 0);
      solo.fit(*parts[p].train, *parts[p].validation, parts[p].options);
      if (p > 0) expect_same(after.outputs, solo.predict(*parts[p].test), what);
      if (p == 1) continue;
      const std::vector<Array> weights = solo.get_weights();
      for (std::size_t w = 0; w < weights.size(); ++w)
        expect_same(after.weights[w], weights[w], what);
    }
    if (p > 0)
      expect_same(plain.outcomes[p][3].outputs, relaxed.outcomes[p][3].outputs, "lambda 0");
  }
  const Path again = path(
      parts, {.values = lambdas, .unpenalised = true, .relaxed = true, .grid = {.known = &known}});
  EXPECT_EQ(again.trained, 0);
  EXPECT_EQ(again.found, 4 * 4 + 4 * 3);
}

TEST(Path, RefusesWhatCannotBe) {
  const data::Dataset rows = rows_of(40, 1);
  const Part part{.model = grid_network(5), .train = &rows, .options = grid_options(2)};
  for (const PathOptions& options :
       {PathOptions{.lambdas = 1}, PathOptions{.ratio = 1}, PathOptions{.values = {0.1, 0.2}},
        PathOptions{.values = {0.1, -0.2}}, PathOptions{.hyper = "learning_rate"}})
    EXPECT_THROW(path({&part, 1}, options), InvalidArgument);
  EXPECT_THROW(path({}, {}), InvalidArgument);
}

TEST(Stability, RelevantInputsAreKeptMoreOften) {
  const data::Dataset rows = rows_of(160, 1);
  Part part{.model = grid_network(5), .train = &rows, .options = grid_options(40)};
  part.options.callbacks = {};  // there are no rows to watch
  const Path trained = path({&part, 1}, {.lambdas = 5, .ratio = 0.1});
  const Stability found = stability(part, {.samples = 12, .lambdas = trained.lambdas});
  ASSERT_EQ(found.kept.size(), 5u);
  ASSERT_EQ(found.most.size(), 5u);
  EXPECT_GE(found.most[0], 0.75);
  EXPECT_THAT(found.stable(), testing::Contains(0));
  EXPECT_GE(found.range, 1u);
  if (found.range > 1) {
    EXPECT_LE(found.expected_false(), 1.0);
  }
  // With everything allowed the range is the whole path.
  const Stability wide =
      stability(part, {.samples = 12, .lambdas = trained.lambdas, .most_false = 1e9});
  EXPECT_EQ(wide.range, 5u);
  EXPECT_EQ(wide.kept, found.kept);
  for (std::size_t j = 0; j < 5; ++j) {
    double most = 0;
    for (const std::vector<double>& kept : wide.kept) most = std::max(most, kept[j]);
    EXPECT_EQ(wide.most[j], most);
  }
  for (const std::size_t noise : {1u, 2u, 3u}) EXPECT_LE(found.most[noise], found.most[0]);
  EXPECT_NEAR(found.expected_false(), found.selected * found.selected / 2.5, 1e-12);
  EXPECT_THROW(stability(part, {.lambdas = {0.1}, .threshold = 0.5}), InvalidArgument);
  EXPECT_THROW(stability(part, {.lambdas = {0.1}, .most_false = 0}), InvalidArgument);
  EXPECT_THROW(stability(part, {.samples = 1, .lambdas = {0.1}}), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
