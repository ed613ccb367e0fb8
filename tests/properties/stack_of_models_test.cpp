// Stacks of models that differ in seeds, weights and numbers, on shared data and on data of their
// own: every member equals its solo run bit for bit.
#include <gtest/gtest.h>

#include "tests/experiment/refusal.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using experiments::refusal;
using models_testing::Data;

/// What `fit` does to a model alone.
using Solo = std::function<History(Sequential&, std::size_t member)>;
using Together = std::function<std::vector<History>(Stack&)>;

/// Trains the models together and alone, twice, and compares what is left of both.
void expect_solo_runs(std::vector<Sequential> models, int threads, const Together& together,
                      const Solo& alone) {
  for (Sequential& model : models) model.set_threads(threads);
  Stack stack(models);
  ASSERT_EQ(stack.size(), static_cast<std::int64_t>(models.size()));
  for (const bool again : {false, true}) {
    const std::vector<History> histories = together(stack);
    for (std::size_t m = 0; m < models.size(); ++m) {
      const std::string what = std::to_string(threads) + " threads, member " + std::to_string(m) +
                               (again ? ", going on" : "");
      Sequential member = stack.member(static_cast<std::int64_t>(m));
      models_testing::expect_same_history(alone(models[m], m), histories[m], what);
      models_testing::expect_same_weights(models[m], member, what);
      for (const std::string& path : models[m].hyper_paths())
        EXPECT_EQ(models[m].hyper(path), member.hyper(path)) << what << ": " << path;
      if (!again) continue;
      // As a model of its own it goes on as the solo run does.
      Sequential copy = models[m];
      models_testing::expect_same_history(alone(copy, m), alone(member, m), what + " alone");
      models_testing::expect_same_weights(copy, member, what + " alone");
    }
  }
}

const FitOptions kFourEpochs{.batch_size = 32, .epochs = 4, .verbose = 0, .validation_split = 0.2};

/// The recipe for tables, made short: data-driven weights, schedules, clipped predictions.
Sequential tabular(std::int64_t rows, double low, double high, std::uint64_t seed,
                   const Metrics& metrics = {}) {
  const data::Target target{.name = "y"};
  Recipe recipe = tabular_recipe(target, rows, 5);
  recipe.layers = {12, 12};
  recipe.epochs = 3;
  const TrainingFacts facts{.rows = rows, .numeric_columns = {0, 2, 3}, .low = low, .high = high};
  Sequential model = network_for(target, {5}, recipe, facts);
  CompileOptions options = compile_options_for(target, recipe, facts);
  options.metrics = metrics;
  model.set_seed(seed);
  model.set_data_seed(7);
  model.compile(options);
  return model;
}

TEST(StackOfModels, SeedsEqualSoloRuns) {
  const Data data = models_testing::regression(150, 5);
  for (const int threads : {1, 3}) {
    std::vector<Sequential> models;
    for (const std::uint64_t seed : {4u, 0u, 9u, 5u}) models.push_back(tabular(120, -1, 2, seed));
    EXPECT_TRUE(models_testing::differ(models[0], models[1]));
    expect_solo_runs(
        models, threads, [&](Stack& stack) { return stack.fit(data.x, data.y, kFourEpochs); },
        [&](Sequential& model, std::size_t) { return model.fit(data.x, data.y, kFourEpochs); });
  }
}

TEST(StackOfModels, MembersOfModelsCompiledAgainGoOn) {
  const Data data = models_testing::regression(90, 5);
  std::vector<Sequential> models;
  for (const std::uint64_t seed : {4u, 9u}) {
    models.push_back(models_testing::regularized(5, 8, optimizers::Adam{}, seed));
    models.back().get_weights();
    models.back().compile({.optimizer = optimizers::SGD{.learning_rate = 0.02}, .loss = "mse"});
  }
  expect_solo_runs(
      models, 1, [&](Stack& stack) { return stack.fit(data.x, data.y, kFourEpochs); },
      [&](Sequential& model, std::size_t) { return model.fit(data.x, data.y, kFourEpochs); });
}

// Without a data seed of their own the members see the rows in different orders.
TEST(StackOfModels, SeedsOfTheDataEqualSoloRuns) {
  const Data data = models_testing::regression(150, 6);
  for (const int threads : {1, 2}) {
    std::vector<Sequential> models;
    for (const std::uint64_t seed : {4u, 0u, 4u})
      models.push_back(models_testing::regularized(6, 10, optimizers::Adam{}, seed));
    models[2].set_data_seed(11);
    expect_solo_runs(
        models, threads, [&](Stack& stack) { return stack.fit(data.x, data.y, kFourEpochs); },
        [&](Sequential& model, std::size_t) { return model.fit(data.x, data.y, kFourEpochs); });
  }
}

/// Parts of unequal size, as folds have, and the models for them.
struct Folds {
  std::vector<data::Dataset> train, validation;
  std::vector<Sequential> models;
  std::vector<Array> weights;

  explicit Folds(bool weighted) {
    const std::int64_t sizes[] = {97, 96, 97, 96, 33};
    for (std::size_t m = 0; m < std::size(sizes); ++m) {
      const Data rows = models_testing::regression(sizes[m], 5, m + 20);
      const Data watched = models_testing::regression(m < 3 ? 31 : 30, 5, m + 40);
      train.push_back({.x = rows.x, .y = rows.y});
      validation.push_back({.x = watched.x, .y = watched.y});
      const double low = -1 - static_cast<double>(m) / 10;
      models.push_back(tabular(sizes[m], low, 1.5, 3, {"mae"}));
      if (!weighted) continue;
      std::vector<float> own;
      for (std::int64_t i = 0; i < sizes[m]; ++i) own.push_back(static_cast<float>(i % 3));
      weights.emplace_back(Shape{sizes[m]}, own);
    }
  }
  OneOrMany<Array> weights_of(std::size_t m) const {
    return weights.empty() ? OneOrMany<Array>{} : OneOrMany<Array>{weights[m]};
  }
  std::vector<MemberData> data() const {
    std::vector<MemberData> result;
    for (std::size_t m = 0; m < train.size(); ++m)
      result.push_back({&train[m], &validation[m], weights_of(m)});
    return result;
  }
};

TEST(StackOfModels, DataOfTheirOwnEqualSoloRuns) {
  for (const bool weighted : {false, true}) {
    for (const int threads : {1, 2, 3}) {
      const Folds folds(weighted);
      FitOptions options{
          .batch_size = 32,
          .epochs = 12,
          .verbose = 0,
          .callbacks = {callbacks::EarlyStopping{.patience = 2, .restore_best_weights = true}}};
      expect_solo_runs(
          folds.models, threads, [&](Stack& stack) { return stack.fit(folds.data(), options); },
          [&](Sequential& model, std::size_t m) {
            FitOptions own = options;
            own.sample_weight = folds.weights_of(m);
            return model.fit(folds.train[m], folds.validation[m], own);
          });
    }
  }
}

TEST(StackOfModels, StatisticsOfTheirOwnEqualSoloRuns) {
  const Folds folds(false);
  std::vector<Sequential> models;
  for (std::size_t m = 0; m < folds.train.size(); ++m)
    models.push_back(models_testing::regularized(5, 8, optimizers::Adam{}, m));
  const FitOptions options{.batch_size = 40, .epochs = 3, .verbose = 0, .refresh_statistics = true};
  expect_solo_runs(
      models, 2, [&](Stack& stack) { return stack.fit(folds.data(), options); },
      [&](Sequential& model, std::size_t m) {
        return model.fit(folds.train[m], folds.validation[m], options);
      });
}

// Of data of their own and shared data in turn.
TEST(StackOfModels, GoesFromOwnDataToSharedData) {
  const Folds folds(false);
  std::vector<Sequential> models = folds.models;
  Stack stack(models);
  const FitOptions once{.batch_size = 32, .epochs = 1, .verbose = 0};
  const data::Dataset& shared = folds.train[1];
  for (int turn = 0; turn < 2; ++turn) {
    stack.fit(folds.data(), once);
    stack.fit(shared, nullptr, once);
    const std::vector<Logs> scores = stack.evaluate(shared.x, shared.y);
    for (std::size_t m = 0; m < models.size(); ++m) {
      models[m].fit(folds.train[m], folds.validation[m], once);
      models[m].fit(shared, once);
      models_testing::expect_same_weights(models[m], stack.member(static_cast<std::int64_t>(m)),
                                          "turn " + std::to_string(turn));
      EXPECT_EQ(models[m].evaluate(shared).at("loss"), scores[m].at("loss"));
    }
  }
}

TEST(StackOfModels, RefusesModelsOfTwoKinds) {
  const auto make = [](Int units, const Hyper& rate, const Activation& activation,
                       const Optimizer& optimizer) {
    Sequential model{layers::Dense{.units = units, .activation = activation, .input_shape = {3}},
                     layers::Dropout{.rate = rate}, layers::Dense{.units = 1}};
    model.compile({.optimizer = optimizer, .loss = "mse"});
    return model;
  };
  const Sequential one = make(4, 0.2, "relu", "adam");
  const auto place = [&](const Sequential& other) { return Stack::difference(one, other); };
  EXPECT_EQ(place(make(4, 0.7, "relu", optimizers::Adam{.learning_rate = 0.3})), "");
  EXPECT_EQ(place(make(5, 0.2, "relu", "adam")), "dense/units");
  EXPECT_EQ(place(make(4, 0.2, "tanh", "adam")).substr(0, 16), "dense/activation");
  EXPECT_EQ(place(make(4, 0.2, "relu", "sgd")).substr(0, 9), "optimizer");
  const Schedule falls = schedules::FlatCosine{.initial_value = 0.2, .decay_steps = 9};
  EXPECT_NE(place(make(4, falls, "relu", "adam")), "");
  EXPECT_EQ(Stack::difference(make(4, falls, "relu", "adam"),
                              make(4, schedules::FlatCosine{.initial_value = 0.1, .decay_steps = 5},
                                   "relu", "adam")),
            "");
  EXPECT_EQ(refusal([&] {
              Stack({one, make(5, 0.2, "relu", "adam")});
            }),
            "Stack: models 0 and 1 differ in dense/units. Expected models that differ in the "
            "values of hyper-parameters, in seeds and in weights");
  Sequential watched = one;
  watched.compile({.optimizer = "adam", .loss = "mse", .metrics = {"mae"}});
  EXPECT_EQ(place(watched), "metrics");
  EXPECT_THROW(Stack(std::vector<Sequential>{}), InvalidArgument);
  Sequential given = one;
  given.set_weights(given.get_weights());
  EXPECT_NE(refusal([&] { Stack({one, given}); }).find("one has been trained"), std::string::npos);
}

TEST(StackOfModels, RefusesDataThatDoNotGoTogether) {
  const Folds folds(false);
  Stack stack(folds.models);
  std::vector<MemberData> data = folds.data();
  data[2].validation = nullptr;
  EXPECT_THROW(stack.fit(data, {.verbose = 0}), InvalidArgument);
  data = folds.data();
  data[1].train = nullptr;
  EXPECT_THROW(stack.fit(data, {.verbose = 0}), InvalidArgument);
  data.pop_back();
  EXPECT_THROW(stack.fit(data, {.verbose = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam
