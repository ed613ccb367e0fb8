// Every member of a stack equals its solo run bit for bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "occam/base/warnings.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;

/// Trains the members together and alone, twice, and compares what is left of both; members taken
/// out in between go on alone.
void expect_members_equal_solo(const std::function<Sequential()>& make, const Data& data,
                               const std::vector<HyperValues>& values, const FitOptions& options,
                               int threads) {
  Sequential base = make();
  base.set_threads(threads);
  base.build({data.x.shape()[1]});
  Stack stack(base, values);
  const std::vector<History> histories = stack.fit(data.x, data.y, options);
  ASSERT_EQ(static_cast<std::int64_t>(histories.size()), stack.size());
  const std::vector<Logs> scores = stack.evaluate(data.x, data.y);
  std::vector<Sequential> members;
  for (std::int64_t m = 0; m < stack.size(); ++m) members.push_back(stack.member(m));
  const std::vector<History> seconds = stack.fit(data.x, data.y, options);
  for (std::int64_t m = 0; m < stack.size(); ++m) {
    const auto index = static_cast<std::size_t>(m);
    std::string what = std::to_string(threads) + " threads, member " + std::to_string(m);
    Sequential solo = make();
    solo.set_threads(threads);
    solo.build({data.x.shape()[1]});
    // A first fit of no epoch declares the optimizer's hyper-parameters.
    FitOptions none = options;
    none.epochs = 0;
    solo.fit(data.x, data.y, none);
    for (const HyperValues& entry : values) {
      solo.set_hyper(entry.path, entry.values[index]);
      what += " " + entry.path + "=" + std::to_string(entry.values[index]);
    }
    const History history = solo.fit(data.x, data.y, options);
    Sequential& member = members[index];
    models_testing::expect_same_weights(solo, member, what);
    models_testing::expect_same_history(history, histories[index], what);
    const Logs score = solo.evaluate(data.x, data.y);
    for (const callbacks::LogEntry& entry : score)
      EXPECT_TRUE(models_testing::same_bits(entry.value, scores[index].at(entry.name))) << what;
    // The optimizer's memory and the order of the rows show in what comes next.
    const History second = solo.fit(data.x, data.y, options);
    models_testing::expect_same_history(second, seconds[index], what + ", going on");
    models_testing::expect_same_history(second, member.fit(data.x, data.y, options),
                                        what + ", going on alone");
    models_testing::expect_same_weights(solo, stack.member(m), what + ", going on");
    models_testing::expect_same_weights(solo, member, what + ", going on alone");
  }
}

const FitOptions kShort{.batch_size = 32, .epochs = 4, .verbose = 0, .validation_split = 0.2};

TEST(Stack, FactorsOfPenaltiesEqualSoloRuns) {
  const Data data = models_testing::regression(150, 6);
  for (const int threads : {1, 3}) {
    expect_members_equal_solo([] { return models_testing::regularized(6, 12, optimizers::Adam{}); },
                              data,
                              {{"dense/kernel_regularizer/l2", {0, 1e-4, 1e-2, 0}},
                               {"dense_1/kernel_regularizer/l1", {1e-2, 0, 1e-4, 0}},
                               {"dense_1/kernel_regularizer/l2", {0, 1e-2, 0, 0}}},
                              kShort, threads);
  }
}

TEST(Stack, RatesEqualSoloRuns) {
  const Data data = models_testing::regression(150, 6);
  const auto make = [] {
    return models_testing::regularized(6, 12,
                                       optimizers::SGD{.learning_rate = 0.05, .momentum = 0.5});
  };
  for (const int threads : {1, 3}) {
    expect_members_equal_solo(make, data,
                              {{"dropout/rate", {0, 0.2, 0.7, 0.2, 0}},
                               {"optimizer/momentum", {0, 0.9, 0, 0.3, 0.9}},
                               {"optimizer/learning_rate", {0.1, 0.01, 0.03, 0, 0.01}},
                               {"batch_normalization/momentum", {0.99, 0.9, 0, 0.5, 1}}},
                              kShort, threads);
  }
}

// With fewer members than threads the calls of each are shared out instead.
TEST(Stack, LargeMembersEqualSoloRuns) {
  const Data data = models_testing::regression(160, 40);
  expect_members_equal_solo(
      [] { return models_testing::regularized(40, 600, optimizers::Adam{}); }, data,
      {{"dropout/rate", {0.0, 0.3}}, {"optimizer/learning_rate", {0.001, 0.01}}},
      {.batch_size = 64, .epochs = 2, .verbose = 0}, 3);
}

FitOptions until_stopped(bool restore) {
  return {.batch_size = 32,
          .epochs = 30,
          .verbose = 0,
          .callbacks = {callbacks::EarlyStopping{
              .monitor = "val_loss", .patience = 2, .restore_best_weights = restore}},
          .validation_split = 0.3};
}

TEST(Stack, EarlyStopsEqualSoloOnes) {
  const Data data = models_testing::regression(120, 6);
  const auto make = [] { return models_testing::regularized(6, 16, optimizers::Adam{}); };
  const std::vector<HyperValues> rates{{"optimizer/learning_rate", {0.3, 0.001, 0.05, 0.0, 0.02}},
                                       {"dense/kernel_regularizer/l2", {0, 1e-4, 1e-2, 0, 1e-4}}};
  for (const int threads : {1, 3}) {
    for (const bool restore : {false, true})
      expect_members_equal_solo(make, data, rates, until_stopped(restore), threads);
  }
  Sequential base = make();
  base.build({6});
  Stack stack(base, rates);
  std::set<std::int64_t> stops;
  for (const History& history : stack.fit(data.x, data.y, until_stopped(false)))
    stops.insert(history.stopped_epoch);
  EXPECT_GT(stops.size(), 2u) << "members must stop at different epochs for this test to mean much";
}

TEST(Stack, AMemberThatDivergesChangesNoOther) {
  const Data data = models_testing::regression(120, 6);
  const auto make = [] {
    return models_testing::regularized(6, 16, optimizers::SGD{.learning_rate = 0.01});
  };
  std::vector<std::string> warnings;
  const WarningCatcher catcher([&](const Warning& warning) { warnings.push_back(warning.text); });
  expect_members_equal_solo(make, data, {{"optimizer/learning_rate", {1e30, 0.01, 1e20}}}, kShort,
                            1);
  const auto of_member = [&](const std::string& member) {
    return std::count_if(warnings.begin(), warnings.end(), [&](const std::string& text) {
      return text.starts_with("training diverged in epoch 1: ") &&
             text.find("(member " + member + " of the stack)") != std::string::npos;
    });
  };
  EXPECT_EQ(of_member("0"), 2) << "once a fit";
  EXPECT_EQ(of_member("1"), 0);
  EXPECT_EQ(of_member("2"), 2);
}

TEST(Stack, RefusesWhatItCannotDo) {
  Sequential model = models_testing::regularized(6, 4, "adam");
  Sequential unbuilt{layers::Dropout{.rate = 0.1}, layers::Dense{.units = 1}};
  unbuilt.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_THROW(Stack(unbuilt, {{"dropout/rate", {0.1}}}), InvalidArgument);
  EXPECT_THROW(Stack(model, {}), InvalidArgument);
  EXPECT_THROW(Stack(model, {{"dropout/rate", {}}}), InvalidArgument);
  EXPECT_THROW(Stack(model, {{"dropout/rate", {0.1}}, {"dense/kernel_regularizer/l2", {0, 1}}}),
               InvalidArgument);
  EXPECT_THROW(Stack(model, {{"dropout/rat", {0.1}}}), InvalidArgument);
  EXPECT_THROW(Stack(model, {{"dropout/rate", {NAN}}}), InvalidArgument);
  EXPECT_THROW(Stack(model, {{"dropout/rate", {0.1}}, {"dropout/rate", {0.2}}}), InvalidArgument);
  Stack stack(model, {{"dropout/rate", {0.1, 0.2}}});
  EXPECT_THROW(stack.member(2), InvalidArgument);
  EXPECT_THROW(stack.member(-1), InvalidArgument);
  const Data data = models_testing::regression(20, 6);
  EXPECT_THROW(stack.fit(data.x, data.y, {.batch_size = 0, .verbose = 0}), InvalidArgument);
  EXPECT_THROW(stack.evaluate(data.x, data.y, {.batch_size = 0}), InvalidArgument);
  callbacks::EarlyStopping shared{.monitor = "loss"};
  EXPECT_THROW(stack.fit(data.x, data.y, {.verbose = 0, .callbacks = {std::ref(shared)}}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam
