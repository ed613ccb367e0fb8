#include "occam/callbacks/learning_rate_scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

using ::testing::HasSubstr;

TEST(LearningRateScheduler, SetsTheRateBeforeEveryEpochAndLogsIt) {
  std::ostringstream out;
  LearningRateScheduler callback{
      .schedule = [](std::int64_t epoch, double rate) { return epoch < 1 ? rate : rate / 2; },
      .verbose = 1,
      .out = &out};
  TestControl control;
  const double expected[] = {0.01, 0.005, 0.0025};
  for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
    callback.on_epoch_begin(control, epoch);
    EXPECT_EQ(control.hyper("optimizer/learning_rate"), expected[epoch]);
    Logs logs;
    callback.on_epoch_end(control, epoch, logs);
    EXPECT_EQ(logs.at("learning_rate"), expected[epoch]);
  }
  EXPECT_THAT(out.str(),
              HasSubstr("\nEpoch 2: LearningRateScheduler setting learning rate to 0.005.\n"));
}

TEST(LearningRateScheduler, RefusesBeforeTrainingStarts) {
  TestControl control;
  EXPECT_THAT(refusal_of(LearningRateScheduler{}, control), HasSubstr("schedule"));
  const LearningRateScheduler halves{.schedule = [](std::int64_t, double r) { return r / 2; }};
  EXPECT_EQ(refusal_of(halves, control), "");
  control.hypers.clear();
  control.scheduled = "optimizer/learning_rate";
  EXPECT_THAT(refusal_of(halves, control), HasSubstr("was given as a schedule"));
}

}  // namespace
}  // namespace occam::callbacks
