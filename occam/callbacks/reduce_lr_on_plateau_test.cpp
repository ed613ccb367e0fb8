#include "occam/callbacks/reduce_lr_on_plateau.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The learning rate after each epoch.
std::vector<double> rates(ReduceLROnPlateau& callback, TestControl& control,
                          const std::vector<double>& values) {
  std::vector<double> seen;
  callback.on_train_begin(control);
  for (std::size_t e = 0; e < values.size(); ++e) {
    Logs logs = {{callback.monitor, values[e]}};
    callback.on_epoch_end(control, static_cast<std::int64_t>(e), logs);
    seen.push_back(control.hyper(callback.hyper));
  }
  return seen;
}

TEST(ReduceLROnPlateau, ReducesAfterPatienceAndRestsInTheCooldown) {
  ReduceLROnPlateau callback{.monitor = "loss", .factor = 0.5, .patience = 2, .cooldown = 2};
  TestControl control;
  control.hypers["optimizer/learning_rate"] = 1.0;
  // Epochs 1, 2 do not improve: reduced. 3, 4 are the cooldown, of which the last counts again.
  EXPECT_THAT(rates(callback, control, {1, 1, 1, 1, 1, 1, 1}),
              ElementsAre(1, 1, 0.5, 0.5, 0.5, 0.25, 0.25));
}

TEST(ReduceLROnPlateau, LogsTheRateThatTheEpochRanWith) {
  ReduceLROnPlateau callback{.monitor = "loss", .factor = 0.5, .patience = 1};
  TestControl control;
  callback.on_train_begin(control);
  std::vector<double> logged;
  for (const double value : {1.0, 2.0, 2.0}) {
    Logs logs = {{"loss", value}};
    callback.on_epoch_end(control, 0, logs);
    logged.push_back(logs.at("learning_rate"));
  }
  EXPECT_THAT(logged, ElementsAre(0.01, 0.01, 0.005));
}

TEST(ReduceLROnPlateau, NaNIsNeverBestAndEveryFitStartsAnew) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  ReduceLROnPlateau callback{.monitor = "loss", .factor = 0.5, .patience = 2};
  TestControl control;
  EXPECT_THAT(rates(callback, control, {nan, 1.0, 0.5, 0.25}), ElementsAre(0.01, 0.01, 0.01, 0.01));
  EXPECT_EQ(callback.best, MaybeNumber(0.25));
  EXPECT_THAT(rates(callback, control, {9.0, 8.0}), ElementsAre(0.01, 0.01));
  EXPECT_EQ(callback.best, MaybeNumber(8.0));
}

TEST(ReduceLROnPlateau, AnyHyperParameterAndKerasLine) {
  std::ostringstream out;
  ReduceLROnPlateau callback{.monitor = "loss",
                             .factor = 0.1,
                             .patience = 1,
                             .verbose = 1,
                             .min_lr = 0.002,
                             .hyper = "dense/kernel_regularizer/l2",
                             .out = &out};
  TestControl control;
  control.hypers["dense/kernel_regularizer/l2"] = 0.01;
  EXPECT_THAT(rates(callback, control, {1, 1, 1}), ElementsAre(0.01, 0.002, 0.002));
  EXPECT_EQ(control.hyper("optimizer/learning_rate"), 0.01);
  EXPECT_EQ(out.str(), "\nEpoch 2: ReduceLROnPlateau reducing learning rate to 0.002.\n");
}

TEST(ReduceLROnPlateau, RefusesBeforeTrainingStarts) {
  TestControl control;
  EXPECT_EQ(refusal_of(ReduceLROnPlateau{}, control), "");
  EXPECT_THAT(refusal_of(ReduceLROnPlateau{.monitor = "los"}, control),
              HasSubstr("ReduceLROnPlateau monitor: unknown name 'los'"));
  EXPECT_THAT(refusal_of(ReduceLROnPlateau{.monitor = "mean"}, control), HasSubstr("'mean'"));
  EXPECT_THAT(refusal_of(ReduceLROnPlateau{.hyper = "optimizer/rate"}, control),
              HasSubstr("unknown name 'optimizer/rate'"));
  control.hypers.clear();
  control.scheduled = "optimizer/learning_rate";
  EXPECT_THAT(refusal_of(ReduceLROnPlateau{}, control),
              HasSubstr("was given as a schedule, hence it is not settable"));
  EXPECT_THROW(Callback(ReduceLROnPlateau{.factor = 1.0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
