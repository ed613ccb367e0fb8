#include "occam/selection/tune.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <deque>
#include <set>

#include "occam/base/errors.h"
#include "occam/base/random.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/terminate_on_nan.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/optimizers/adam.h"
#include "occam/regularizers/l1.h"
#include "occam/schedules/cosine_decay.h"

namespace occam::selection {
namespace {

using testing::HasSubstr;

/// y = 2 a b + noise: nothing that a linear model could learn.
data::Dataset product_rows(std::int64_t rows, std::uint64_t seed) {
  std::vector<float> x, y;
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto at = static_cast<std::uint64_t>(i);
    for (std::uint64_t j = 0; j < 4; ++j)
      x.push_back(2 * random_uniform({seed, 1}, 0, at * 4 + j) - 1);
    y.push_back(2 * x[at * 4] * x[at * 4 + 1] + 0.1f * (random_uniform({seed, 2}, 0, at) - 0.5f));
  }
  return {.x = Array({rows, 4}, x), .y = Array({rows, 1}, y)};
}

/// Three folds of their own rows, sizes too.
struct Folds {
  std::deque<data::Dataset> rows;
  Folds() {
    for (std::uint64_t f = 0; f < 3; ++f) {
      const auto more = static_cast<std::int64_t>(f);
      rows.push_back(product_rows(80 + more, 10 * f + 1));
      rows.push_back(product_rows(30, 10 * f + 2));
      rows.push_back(product_rows(25 + more, 10 * f + 3));
    }
  }
  const data::Dataset& train(std::size_t f) const { return rows[3 * f]; }
  const data::Dataset& watched(std::size_t f) const { return rows[3 * f + 1]; }
  const data::Dataset& test(std::size_t f) const { return rows[3 * f + 2]; }
};

const Folds& folds() {
  static const Folds made;
  return made;
}

struct Kind {
  std::int64_t patience = 3;
  bool schedule = false;
  int threads = 1;
};

Sequential tuned_network(const DrawnValues& shape, std::int64_t epochs, const Kind& kind = {}) {
  Sequential model;
  const auto units = static_cast<std::int64_t>(value_of(shape, "width"));
  const auto depth = static_cast<std::int64_t>(value_of(shape, "depth"));
  for (std::int64_t layer = 0; layer < depth; ++layer) {
    layers::Dense dense{
        .units = units, .activation = "relu", .kernel_regularizer = regularizers::L1{0.001}};
    if (layer == 0) dense.input_shape = {4};
    model.add(dense);
    model.add(layers::Dropout{.rate = 0.1});
  }
  model.add(layers::Dense{.units = 1});
  model.set_seed(3);
  model.set_data_seed(7);
  model.set_threads(kind.threads);
  Hyper rate = 0.01;
  if (kind.schedule)
    rate = schedules::CosineDecay{.initial_learning_rate = 0.01,
                                  .decay_steps = static_cast<double>(5 * epochs)};
  model.compile({.optimizer = optimizers::Adam{.learning_rate = rate}, .loss = "mse"});
  return model;
}

FitOptions options_of(std::int64_t epochs, const Kind& kind) {
  FitOptions options{.batch_size = 16, .epochs = epochs, .verbose = 0};
  options.callbacks = {
      callbacks::TerminateOnNaN{},
      callbacks::EarlyStopping{.patience = kind.patience, .restore_best_weights = true}};
  return options;
}

PartsFor parts_of(const Kind& kind = {}) {
  return [kind](const DrawnValues& shape, std::int64_t epochs) {
    std::vector<Part> parts;
    for (std::size_t f = 0; f < 3; ++f) {
      parts.push_back({.model = tuned_network(shape, epochs, kind),
                       .train = &folds().train(f),
                       .validation = &folds().watched(f),
                       .test = &folds().test(f),
                       .options = options_of(epochs, kind)});
    }
    return parts;
  };
}

double mse(const data::Dataset& rows, const Array& outputs) {
  double sum = 0;
  for (std::int64_t i = 0; i < rows.rows(); ++i)
    sum += (outputs.at(i) - rows.y.at(i)) * (outputs.at(i) - rows.y.at(i));
  return sum / static_cast<double>(rows.rows());
}

const PartScore kScore = [](std::size_t part, const Array& outputs) {
  return mse(folds().test(part), outputs);
};

TuneOptions options_of() {
  TuneOptions options;
  options.space = {
      {.name = "width", .items = {{4, 4}, {12, 12}}, .integer = true, .shape = true},
      {.name = "depth", .items = {{1, 2}}, .integer = true, .shape = true},
      {.name = "l1", .items = {{0, 0}, {1e-4, 0.1}}, .scale = SearchAxis::Scale::kLogarithmic},
      {.name = "rate", .items = {{0, 0.4}}},
      {.name = "learning_rate", .items = {{1e-3, 0.1}}, .scale = SearchAxis::Scale::kLogarithmic}};
  options.seed = 5;
  options.trials = 14;
  options.epochs = {3, 9, 27};
  options.turn = 6;
  return options;
}

TEST(Tune, EveryResultIsThatOfSoloFits) {
  const TuneOptions options = options_of();
  const Tune tuned = tune(parts_of(), kScore, options);
  EXPECT_EQ(tuned.begun, 14);
  EXPECT_LT(tuned.stacks, tuned.trained / 3);  // more than a trial's folds together
  std::set<std::int64_t> rungs;
  for (const TrialResult& result : tuned.results) {
    rungs.insert(result.run.rung);
    const DrawnValues values = draw(options.space, options.seed, result.run.trial);
    for (std::size_t f = 0; f < 3; ++f) {
      const std::int64_t epochs = options.epochs[static_cast<std::size_t>(result.run.rung)];
      Sequential solo = tuned_network(values, epochs);
      for (const std::string& path : solo.hyper_paths()) {
        for (const char* name : {"l1", "rate", "learning_rate"}) {
          if (path.ends_with(std::string("/") + name)) solo.set_hyper(path, value_of(values, name));
        }
      }
      const History history =
          solo.fit(folds().train(f), folds().watched(f), options_of(epochs, {}));
      EXPECT_EQ(result.scores[f], mse(folds().test(f), solo.predict(folds().test(f))));
      EXPECT_EQ(result.epochs[f], std::ssize(history.epoch));
    }
  }
  EXPECT_EQ(rungs, (std::set<std::int64_t>{0, 1, 2}));
}

TEST(Tune, TheOrderIsHalvingsByTheMeanScores) {
  const TuneOptions options = options_of();
  const Tune tuned = tune(parts_of(), kScore, options);
  Halving halving({.rungs = 3, .reduction_factor = 3});
  std::size_t at = 0;
  for (auto runs = halving.next(6, 14); !runs.empty(); runs = halving.next(6, 14)) {
    for (const TrialRung& run : runs) {
      ASSERT_EQ(tuned.results[at].run, run);
      const TrialResult& result = tuned.results[at++];
      // Folds of 25, 26 and 27 rows.
      const double mean =
          (25 * result.scores[0] + 26 * result.scores[1] + 27 * result.scores[2]) / 78;
      EXPECT_DOUBLE_EQ(mean_of(result, tuned.weights), mean);
      halving.tell(run, mean);
    }
  }
  EXPECT_EQ(at, tuned.results.size());
}

TEST(Tune, NeitherStacksNorThreadsChangeAnything) {
  const Tune whole = tune(parts_of(), kScore, options_of());
  TuneOptions options = options_of();
  options.grid.most_members = 1;
  const Tune alone = tune(parts_of({.threads = 2}), kScore, options);
  EXPECT_EQ(alone.results, whole.results);
  EXPECT_GT(alone.stacks, 2 * whole.stacks);
}

TEST(Tune, GoesOnFromAnyPointToTheSameResult) {
  const Tune whole = tune(parts_of(), kScore, options_of());
  TrialResults told;
  std::vector<TrialResults> after;  // each stack
  TuneOptions options = options_of();
  options.after_stack = [&](std::span<const TrialResult> results) {
    for (const TrialResult& result : results) told[result.run] = result;
    after.push_back(told);
  };
  EXPECT_EQ(tune(parts_of(), kScore, options).results, whole.results);
  ASSERT_GT(after.size(), 6u);
  for (std::size_t kill = 0; kill < after.size(); ++kill) {
    TuneOptions rest = options_of();
    rest.known = after[kill];
    const Tune resumed = tune(parts_of(), kScore, rest);
    EXPECT_EQ(resumed.results, whole.results) << kill;
    EXPECT_EQ(resumed.found, std::ssize(after[kill]));
    EXPECT_EQ(resumed.trained + 3 * (resumed.found + resumed.carried),
              3 * std::ssize(whole.results));
  }
  // More trials than the first run had: as if they had been asked for at once.
  TuneOptions more = options_of();
  more.trials = 20;
  const Tune longer = tune(parts_of(), kScore, more);
  more.known = told;
  EXPECT_EQ(tune(parts_of(), kScore, more).results, longer.results);
}

TEST(Tune, TimeOnlyDecidesHowManyThereAre) {
  const Tune whole = tune(parts_of(), kScore, options_of());
  for (int stacks = 0; stacks < 9; stacks += 2) {
    TuneOptions options = options_of();
    int asked = 0;
    options.out_of_time = [&] { return ++asked > stacks; };
    const Tune cut = tune(parts_of(), kScore, options);
    EXPECT_TRUE(cut.out_of_time);
    EXPECT_FALSE(cut.results.empty());
    EXPECT_LT(cut.results.size(), whole.results.size());
    for (const TrialResult& result : cut.results)
      EXPECT_THAT(whole.results, testing::Contains(result));
    EXPECT_TRUE(standing_of(cut, Direction::kDown).has_value());
  }
}

TEST(Tune, AnInterruptionKeepsWhatStacksHaveBrought) {
  TuneOptions options = options_of();
  int asked = 0;
  TrialResults told;
  options.grid.interrupted = [&] { return ++asked == 4; };
  options.after_stack = [&](std::span<const TrialResult> results) {
    for (const TrialResult& result : results) told[result.run] = result;
  };
  EXPECT_TRUE(tune(parts_of(), kScore, options).interrupted);
  EXPECT_FALSE(told.empty());
  TuneOptions rest = options_of();
  rest.known = told;
  EXPECT_EQ(tune(parts_of(), kScore, rest).results, tune(parts_of(), kScore, options_of()).results);
}

TEST(Tune, ATrialThatHasStoppedGoesOnWithoutTraining) {
  // With patience 1 nearly all stop within the first rung.
  TuneOptions options = options_of();
  options.epochs = {12, 36};
  const Tune tuned = tune(parts_of({.patience = 1}), kScore, options);
  EXPECT_GT(tuned.carried, 0);
  for (const TrialResult& result : tuned.results) {
    if (result.run.rung == 0) continue;
    const DrawnValues values = draw(options.space, options.seed, result.run.trial);
    std::vector<Part> parts = parts_of({.patience = 1})(values, 36);
    for (std::size_t f = 0; f < 3; ++f) {
      const Setting setting{.hypers = {values.begin() + 2, values.end()}};
      const Grid trained = grid({&parts[f], 1}, {&setting, 1});
      EXPECT_EQ(result.scores[f], mse(folds().test(f), trained.outcomes[0][0].outputs));
      EXPECT_EQ(result.epochs[f], trained.outcomes[0][0].epochs);
    }
  }
  // A schedule that depends on the epochs makes other networks of them.
  TuneOptions scheduled = options;
  std::erase_if(scheduled.space, [](const auto& axis) { return axis.name == "learning_rate"; });
  EXPECT_EQ(tune(parts_of({.patience = 1, .schedule = true}), kScore, scheduled).carried, 0);
}

TEST(Tune, OneThatDivergesIsTheWorstAndNeverTheAnswer) {
  TuneOptions options = options_of();
  for (SearchAxis& axis : options.space) {
    if (axis.name == "learning_rate") axis.items = {{0.01, 0.01}, {1e30, 1e30}};
  }
  const Tune tuned = tune(parts_of(), kScore, options);
  std::int64_t diverged = 0;
  for (const TrialResult& result : tuned.results) {
    const double rate =
        value_of(draw(options.space, options.seed, result.run.trial), "learning_rate");
    EXPECT_EQ(result.diverged, rate > 1);
    EXPECT_EQ(std::isnan(mean_of(result, tuned.weights)), rate > 1);
    EXPECT_FALSE(rate > 1 && result.run.rung > 0);
    diverged += result.diverged ? 1 : 0;
  }
  EXPECT_GT(diverged, 0);
  const Standing standing = *standing_of(tuned, Direction::kDown);
  EXPECT_EQ(std::ssize(standing.places), 14 - diverged);
}

TEST(Tune, FindsTheOneSettingThatLearns) {
  // Of these only 12 units with steps of 0.03 and no penalty can learn a product.
  TuneOptions options = options_of();
  options.space = {{.name = "width", .items = {{1, 1}, {12, 12}}, .integer = true, .shape = true},
                   {.name = "depth", .items = {{1, 1}}, .integer = true, .shape = true},
                   {.name = "l1", .items = {{0, 0}, {1, 1}}},
                   {.name = "rate", .items = {{0, 0}}},
                   {.name = "learning_rate", .items = {{1e-6, 1e-6}, {0.03, 0.03}}}};
  options.trials = 40;
  options.epochs = {10, 30, 90};
  const Tune tuned = tune(parts_of({.patience = 20}), kScore, options);
  const Standing standing = *standing_of(tuned, Direction::kDown);
  for (const std::size_t place : {standing.best(), standing.one_se()}) {
    const DrawnValues values = draw(options.space, options.seed, tuned.results[place].run.trial);
    EXPECT_EQ(value_of(values, "width"), 12);
    EXPECT_EQ(value_of(values, "l1"), 0);
    EXPECT_EQ(value_of(values, "learning_rate"), 0.03);
  }
}

TrialResult told(std::int64_t trial, std::int64_t rung, std::vector<double> scores,
                 std::vector<std::int64_t> parameters) {
  TrialResult result;
  result.run = {trial, rung};
  result.scores = std::move(scores);
  result.parameters = std::move(parameters);
  return result;
}

TEST(Tune, TheSimplestWithinOneStandardErrorOfTheBestIsChosen) {
  // Trial 0's last result is 1.0 +- 0.1: 2's 1.05 is within it, 1's 1.2 is not.
  Tune tuned;
  tuned.weights = {1, 1};
  tuned.results = {told(0, 0, {3, 3}, {90, 90}), told(1, 0, {1.2, 1.2}, {10, 12}),
                   told(2, 0, {1.0, 1.1}, {50, 50}), told(3, 0, {0.9, 1.3}, {50, 50}),
                   told(0, 1, {0.9, 1.1}, {80, 81})};
  const Standing standing = *standing_of(tuned, Direction::kDown);
  EXPECT_THAT(standing.places, testing::ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(standing.best(), 4u);
  EXPECT_EQ(standing.one_se(), 2u);
  EXPECT_DOUBLE_EQ(parameters_of(tuned.results[4]), 80.5);
  EXPECT_FALSE(standing_of(Tune{}, Direction::kDown).has_value());
}

TEST(Tune, Refusals) {
  const auto refused = [](auto change, const char* says) {
    TuneOptions options = options_of();
    change(options);
    try {
      tune(parts_of(), kScore, options);
      ADD_FAILURE() << says;
    } catch (const InvalidArgument& error) {
      EXPECT_THAT(error.what(), HasSubstr(says));
    }
  };
  refused([](TuneOptions& o) { o.trials = 0; }, "trials");
  refused([](TuneOptions& o) { o.turn = 0; }, "turn");
  refused([](TuneOptions& o) { o.epochs = {3, 3}; }, "epochs");
  refused([](TuneOptions& o) { o.epochs = {}; }, "rungs");
  refused([](TuneOptions& o) { o.reduction_factor = 1; }, "reduction_factor");
  refused([](TuneOptions& o) { o.direction = Direction::kNone; }, "direction");
  refused([](TuneOptions& o) { o.space[2].name = "l7"; }, "l7");
  const PartsFor without_test = [](const DrawnValues& shape, std::int64_t epochs) {
    std::vector<Part> parts = parts_of()(shape, epochs);
    parts[1].test = nullptr;
    return parts;
  };
  EXPECT_THROW(tune(without_test, kScore, options_of()), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
