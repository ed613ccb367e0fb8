// What callbacks may do with a run: hyper-parameters, averages, numbers of the logs; over histories
// of use, and in a stack as alone.
#include <gtest/gtest.h>

#include "tests/experiment/refusal.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using experiments::refusal;

using callbacks::LambdaCallback;
using callbacks::TrainingControl;
using models_testing::Data;

Data data() { return models_testing::regression(48, 4); }

TEST(Callbacks, AHyperParameterThatACallbackSetsIsTheModels) {
  const Data d = data();
  Sequential by_callback = models_testing::regularized(4, 6, optimizers::SGD{}),
             by_hand = by_callback;
  const LambdaCallback sets{.on_epoch_begin = [](TrainingControl& control, std::int64_t epoch) {
    if (epoch == 0) return;
    control.set_hyper("dropout/rate", 0.5);
    control.set_hyper("dense/kernel_regularizer/l2", 0.125);
    control.set_hyper("optimizer/learning_rate", control.hyper("optimizer/learning_rate") / 2);
  }};
  by_callback.fit(d.x, d.y, {.batch_size = 16, .epochs = 2, .verbose = 0, .callbacks = {sets}});
  by_hand.fit(d.x, d.y, {.batch_size = 16, .epochs = 1, .verbose = 0});
  by_hand.set_hyper("dropout/rate", 0.5);
  by_hand.set_hyper("dense/kernel_regularizer/l2", 0.125);
  by_hand.set_hyper("optimizer/learning_rate", 0.005);
  by_hand.fit(d.x, d.y, {.batch_size = 16, .epochs = 2, .verbose = 0, .initial_epoch = 1});
  models_testing::expect_same_weights(by_callback, by_hand, "set by a callback");
  EXPECT_EQ(by_callback.hyper("dense/kernel_regularizer/l2"), 0.125);
  EXPECT_EQ(by_callback.hyper("optimizer/learning_rate"), 0.005);
}

TEST(Callbacks, AScheduleIsReadButNotSet) {
  const Data d = data();
  const schedules::ExponentialDecay decay{
      .initial_learning_rate = 0.5, .decay_steps = 1, .decay_rate = 0.5};
  Sequential model = models_testing::regularized(4, 6, optimizers::SGD{.learning_rate = decay});
  std::vector<double> seen;
  std::vector<std::int64_t> steps;
  std::string set, unknown;
  const LambdaCallback watch{.on_train_batch_begin = [&](TrainingControl& c, std::int64_t) {
    seen.push_back(c.hyper("optimizer/learning_rate"));
    steps.push_back(c.steps_taken());
    set = refusal([&] { c.set_hyper("optimizer/learning_rate", 0.1); });
    unknown = refusal([&] { c.set_hyper("optimizer/learning_rat", 0.1); });
    c.set_hyper("optimizer/learning_rate/decay_rate", 0.5);
  }};
  model.fit(d.x, d.y, {.batch_size = 16, .verbose = 0, .callbacks = {watch}});
  ASSERT_EQ(seen.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(seen[i], std::pow(0.5, i + 1), 1e-12);
  EXPECT_EQ(steps, (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_NEAR(model.hyper("optimizer/learning_rate"), 0.0625, 1e-12);
  EXPECT_TRUE(set.starts_with(
      "hyper-parameter 'optimizer/learning_rate' was given as a schedule, ExponentialDecay, hence "
      "it is not settable. Expected a number where the model was described, or one of the "
      "schedule's: optimizer/learning_rate/"))
      << set;
  EXPECT_NE(set.find("optimizer/learning_rate/decay_rate"), std::string::npos) << set;
  EXPECT_NE(unknown.find("unknown name 'optimizer/learning_rat'"), std::string::npos);
  EXPECT_EQ(set, refusal([&] { model.set_hyper("optimizer/learning_rate", 0.1); }));
  const std::string refused = refusal([&] {
    model.fit(d.x, d.y,
              {.epochs = 3,
               .verbose = 0,
               .callbacks = {callbacks::ReduceLROnPlateau{.monitor = "loss"}}});
  });
  EXPECT_NE(refused.find("ReduceLROnPlateau: hyper-parameter 'optimizer/learning_rate' was given "
                         "as a schedule"),
            std::string::npos);
}

TEST(Callbacks, SchedulesOfOtherHyperParametersAreFound) {
  Sequential model{layers::Dense{
      .units = 1,
      .kernel_regularizer = regularizers::L2{schedules::ExponentialDecay{0.25, 10, 0.5}},
      .input_shape = {2}}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_EQ(model.hyper("dense/kernel_regularizer/l2"), 0.25);
  EXPECT_NE(refusal([&] {
              model.set_hyper("dense/kernel_regularizer/l2", 1);
            }).find("was given as a schedule"),
            std::string::npos);
  EXPECT_NE(refusal([&] {
              model.set_hyper("dense/kernel_regularizer", 1);
            }).find("unknown name 'dense/kernel_regularizer'"),
            std::string::npos);
}

TEST(Callbacks, WhatOneAddsToTheLogsTheOthersAndTheHistoryHave) {
  const Data d = data();
  Sequential model = models_testing::regularized(4, 6, "sgd");
  std::vector<bool> early, late;
  const auto look = [](std::vector<bool>& seen) {
    return LambdaCallback{.on_epoch_end = [&seen](TrainingControl&, std::int64_t, const Logs& l) {
      seen.push_back(l.contains("epoch squared"));
    }};
  };
  const LambdaCallback adds{.on_epoch_end = [](TrainingControl&, std::int64_t e, Logs& logs) {
    logs.set("epoch squared", static_cast<double>(e * e));
  }};
  const History history = model.fit(
      d.x, d.y, {.epochs = 3, .verbose = 0, .callbacks = {look(early), adds, look(late)}});
  EXPECT_EQ(history["epoch squared"], (std::vector<double>{0, 1, 4}));
  EXPECT_EQ(early, (std::vector<bool>{false, false, false}));
  EXPECT_EQ(late, (std::vector<bool>{true, true, true}));
}

/// What is trained with running means, its validation by them or by the weights.
struct Averaged {
  explicit Averaged(std::vector<callbacks::Callback> used) {
    const Data d = data();
    model = models_testing::regularized(
        4, 6, optimizers::SGD{.learning_rate = 0.2, .use_ema = true, .ema_momentum = 0.8});
    used.emplace_back(callbacks::EarlyStopping{.patience = 2, .restore_best_weights = true});
    history = model.fit(d.x, d.y,
                        {.batch_size = 8,
                         .epochs = 12,
                         .verbose = 0,
                         .callbacks = std::move(used),
                         .validation_data = validation()});
    measured = model.evaluate(validation().x[0], validation().y[0], {.batch_size = 8}).at("loss");
  }
  static ValidationData validation() {
    const Data d = models_testing::regression(30, 4, 9);
    return {d.x, d.y};
  }
  Sequential model;
  History history;
  double measured = 0;
};

TEST(Callbacks, TheRestoredEpochIsWhatWasMeasured) {
  const std::vector<std::vector<callbacks::Callback>> uses = {
      {}, {callbacks::SwapEMAWeights{}}, {callbacks::SwapEMAWeights{.swap_on_epoch = true}}};
  for (const auto& used : uses) {
    const Averaged run(used);
    const auto best = static_cast<std::size_t>(run.history.best_epoch);
    EXPECT_TRUE(models_testing::same_bits(run.measured, run.history["val_loss"].at(best)));
  }
}

TEST(Callbacks, AnExceptionBetweenTwoExchangesLeavesTheWeights) {
  const Data d = data();
  const optimizers::SGD averaged{.learning_rate = 0.2, .use_ema = true, .ema_momentum = 0.8};
  Sequential model = models_testing::regularized(4, 6, averaged), other = model;
  const LambdaCallback throws{.on_test_batch_end = [](TrainingControl&, std::int64_t, const Logs&) {
    throw std::runtime_error("on purpose");
  }};
  FitOptions options{.batch_size = 8, .epochs = 1, .verbose = 0};
  options.validation_data = {d.x, d.y};
  options.callbacks = {callbacks::SwapEMAWeights{}, throws};
  EXPECT_THROW(model.fit(d.x, d.y, options), std::runtime_error);
  const LambdaCallback throws_plainly{
      .on_test_begin = [](TrainingControl&) { throw std::runtime_error("on purpose"); }};
  options.callbacks = {throws_plainly};
  EXPECT_THROW(other.fit(d.x, d.y, options), std::runtime_error);
  models_testing::expect_same_weights(model, other, "after the exception");
  EXPECT_TRUE(models_testing::differ(model, models_testing::regularized(4, 6, averaged)));
}

TEST(Callbacks, EvaluateAndPredictWithTheMeansLeaveTheModelAsItWas) {
  const Data d = data();
  Sequential model = models_testing::regularized(
      4, 6, optimizers::SGD{.learning_rate = 0.2, .use_ema = true, .ema_momentum = 0.8});
  model.fit(d.x, d.y, {.batch_size = 8, .verbose = 0});
  const Sequential averaged = model;
  std::vector<Array> moved;
  for (const Array& weight : model.get_weights())
    moved.push_back(
        Array(weight.shape(), std::vector<float>(static_cast<std::size_t>(weight.size()), 0.25f)));
  model.set_weights(moved);
  const Sequential before = model;
  const Logs logs = model.evaluate(d.x, d.y, {.callbacks = {callbacks::SwapEMAWeights{}}});
  EXPECT_NE(logs.at("loss"), model.evaluate(d.x, d.y).at("loss"));
  const Array p = model.predict(d.x, {.callbacks = {callbacks::SwapEMAWeights{}}});
  EXPECT_NE(p.at(0), model.predict(d.x).at(0));
  models_testing::expect_same_weights(model, before, "after evaluate and predict");
  EXPECT_TRUE(models_testing::differ(model, averaged));
}

TEST(Callbacks, TheTrainingSetWithoutDropout) {
  const Data d = data();
  Sequential model = models_testing::regularized(4, 6, optimizers::SGD{.learning_rate = 0.05});
  const History history = model.fit(d.x, d.y,
                                    {.batch_size = 8,
                                     .epochs = 3,
                                     .verbose = 0,
                                     .validation_split = 0.25,
                                     .evaluate_training = true});
  std::vector<float> x, y;
  for (std::int64_t i = 0; i < 36 * 4; ++i) x.push_back(static_cast<float>(d.x.at(i)));
  for (std::int64_t i = 0; i < 36; ++i) y.push_back(static_cast<float>(d.y.at(i)));
  const Logs now = model.evaluate(Array({36, 4}, x), Array({36, 1}, y), {.batch_size = 8});
  for (const char* name : {"loss", "data_loss", "mae"}) {
    // The sums are in the epoch's order.
    EXPECT_NEAR(history[std::string("train_") + name].back(), now.at(name), 2e-6) << name;
    EXPECT_TRUE(history.contains(std::string("val_") + name)) << name;
  }
  EXPECT_FALSE(history.contains("train_penalty"));
  EXPECT_FALSE(history.contains("val_penalty"));
  // It may be watched.
  EXPECT_EQ(refusal([&] {
              model.fit(d.x, d.y,
                        {.epochs = 1,
                         .verbose = 0,
                         .callbacks = {callbacks::EarlyStopping{.monitor = "train_mae"}},
                         .evaluate_training = true});
            }),
            "");
}

TEST(Callbacks, AStackIsToldWhatItsMembersAreToldAlone) {
  const Data d = data();
  const std::vector<double> rates = {0.01, 0.2, 0.5};
  Sequential one =
      models_testing::regularized(4, 6, optimizers::SGD{.use_ema = true, .ema_momentum = 0.9});
  one.set_threads(2);
  for (int seed = 0; seed < 6; ++seed) {
    // Fit, change, fit again, with the callbacks in an order and of settings drawn by the seed.
    Stack stack(one, {{"optimizer/learning_rate", rates}});
    std::vector<Sequential> alone;
    for (const double rate : rates) {
      alone.push_back(one);
      alone.back().set_hyper("optimizer/learning_rate", rate);
    }
    for (int fit = 0; fit < 3; ++fit) {
      FitOptions options{.batch_size = 7 + 5 * (seed % 3), .epochs = 5, .verbose = 0};
      options.validation_split = 0.3;
      options.evaluate_training = (seed + fit) % 2 == 1;
      std::vector<callbacks::Callback> used = {
          callbacks::ReduceLROnPlateau{.factor = 0.5, .patience = 1, .cooldown = fit % 2},
          callbacks::SwapEMAWeights{.swap_on_epoch = seed % 2 == 1},
          callbacks::EarlyStopping{.monitor = "val_loss",
                                   .patience = 1,
                                   .restore_best_weights = fit != 1,
                                   .smoothing = seed % 3 == 2 ? 0.5 : 0.0},
          LambdaCallback{.on_test_batch_begin = [](TrainingControl& c, std::int64_t batch) {
            if (batch == 1)
              c.set_hyper("dropout/rate", 0.1 * static_cast<double>(c.steps_taken() % 5));
          }}};
      for (int i = 0; i <= (seed + fit) % 4; ++i)
        options.callbacks.push_back(used[static_cast<std::size_t>((seed + i) % 4)]);
      const std::vector<History> histories = stack.fit(d.x, d.y, options);
      const std::vector<Logs> scores =
          stack.evaluate(d.x, d.y, {.callbacks = {callbacks::SwapEMAWeights{}}});
      for (std::size_t m = 0; m < rates.size(); ++m) {
        const std::string what = "seed " + std::to_string(seed) + ", fit " + std::to_string(fit) +
                                 ", member " + std::to_string(m);
        const History history = alone[m].fit(d.x, d.y, options);
        models_testing::expect_same_history(histories[m], history, what);
        models_testing::expect_same_weights(stack.member(static_cast<std::int64_t>(m)), alone[m],
                                            what);
        const Logs score =
            alone[m].evaluate(d.x, d.y, {.callbacks = {callbacks::SwapEMAWeights{}}});
        EXPECT_TRUE(models_testing::same_bits(score.at("loss"), scores[m].at("loss"))) << what;
        EXPECT_EQ(stack.member(static_cast<std::int64_t>(m)).hyper("optimizer/learning_rate"),
                  alone[m].hyper("optimizer/learning_rate"))
            << what;
      }
    }
  }
}

}  // namespace
}  // namespace occam
