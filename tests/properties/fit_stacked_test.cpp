#include "occam/selection/fit_stacked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/models/recipe.h"
#include "tests/properties/models_testing.h"

namespace occam::selection {
namespace {

using testing::ElementsAre;

data::Dataset part(std::int64_t rows, std::uint64_t seed, std::int64_t features = 5) {
  const models_testing::Data data = models_testing::regression(rows, features, seed);
  std::vector<float> classes;
  for (std::int64_t i = 0; i < rows; ++i) classes.push_back(data.y.at(i) > 0 ? 1.0f : 0.0f);
  return {.x = data.x, .y = Array({rows, 1}, classes)};
}

Sequential small_network(std::int64_t features, std::uint64_t seed) {
  const data::Target target{
      .name = "y", .problem = data::Problem::kClassification, .classes = {"no", "yes"}};
  Recipe recipe = tabular_recipe(target, 100, features);
  recipe.layers = {8};
  recipe.epochs = 3;
  const TrainingFacts facts{.rows = 100, .numeric_columns = {0, 1}};
  Sequential model = network_for(target, {features}, recipe, facts);
  model.set_seed(seed);
  model.set_data_seed(5);
  model.set_threads(2);
  model.compile(compile_options_for(target, recipe, facts));
  return model;
}

/// Fits them again, each alone.
void expect_solo(const std::vector<Fitting>& before, const std::vector<Fitting>& after,
                 const StackedFits& fits) {
  for (std::size_t f = 0; f < before.size(); ++f) {
    for (std::size_t m = 0; m < before[f].models.size(); ++m) {
      Sequential solo = before[f].models[m];
      const std::string what = "fitting " + std::to_string(f) + ", model " + std::to_string(m);
      const History history =
          before[f].validation != nullptr
              ? solo.fit(*before[f].train, *before[f].validation, before[f].options)
              : solo.fit(*before[f].train, before[f].options);
      models_testing::expect_same_weights(solo, after[f].models[m], what);
      models_testing::expect_same_history(history, fits.histories[f][m], what);
    }
  }
}

const FitOptions kThreeEpochs{.batch_size = 32, .epochs = 3, .verbose = 0};

TEST(FitStacked, FoldsOfEnsemblesEqualSoloFits) {
  const data::Dataset train[] = {part(100, 1), part(99, 2), part(100, 3, 6)};
  const data::Dataset watched[] = {part(30, 4), part(31, 5), part(30, 6, 6)};
  std::vector<Fitting> fittings;
  for (std::size_t f = 0; f < 3; ++f) {
    const std::int64_t features = f == 2 ? 6 : 5;
    FitOptions options = kThreeEpochs;
    options.class_weight = {{0, 0.5 + static_cast<double>(f)}, {1, 2.0}};
    fittings.push_back({{small_network(features, 1), small_network(features, 2)},
                        &train[f],
                        &watched[f],
                        options});
  }
  const std::vector<Fitting> before = fittings;
  const StackedFits fits = fit_stacked(fittings);
  ASSERT_EQ(fits.stacks.size(), 2u);
  EXPECT_THAT(fits.stacks[0], ElementsAre(0, 1));
  EXPECT_THAT(fits.stacks[1], ElementsAre(2));
  EXPECT_EQ(fits.difference, "the inputs");
  EXPECT_FALSE(fits.short_of_memory);
  expect_solo(before, fittings, fits);
}

TEST(FitStacked, AnEnsembleEqualsSoloFits) {
  const data::Dataset train = part(100, 1), watched = part(30, 4);
  std::vector<Fitting> fittings(1);
  for (const std::uint64_t seed : {0u, 1u, 2u})
    fittings[0].models.push_back(small_network(5, seed));
  fittings[0].train = &train;
  fittings[0].validation = &watched;
  fittings[0].options = kThreeEpochs;
  fittings[0].options.class_weight = {{0, 0.5}, {1, 2.0}};
  const std::vector<Fitting> before = fittings;
  expect_solo(before, fittings, fit_stacked(fittings));
}

TEST(FitStacked, OptionsThatDifferTrainApart) {
  const data::Dataset train = part(100, 1);
  std::vector<Fitting> fittings = {{{small_network(5, 1)}, &train, nullptr, kThreeEpochs},
                                   {{small_network(5, 1)}, &train, nullptr, kThreeEpochs}};
  fittings[1].options.batch_size = 16;
  const std::vector<Fitting> before = fittings;
  const StackedFits fits = fit_stacked(fittings);
  EXPECT_EQ(fits.stacks.size(), 2u);
  EXPECT_EQ(fits.difference, "batch_size");
  expect_solo(before, fittings, fits);
  Fitting empty;
  EXPECT_THROW(fit_stacked({&empty, 1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
