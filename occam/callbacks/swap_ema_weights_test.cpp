#include "occam/callbacks/swap_ema_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SwapEMAWeights, TheMeansStandInWhileSomethingIsMeasured) {
  TestControl control;
  control.current = {1, 2};
  control.averages = {3, 4};
  Callback callback = SwapEMAWeights{};
  Logs logs;
  callback.on_train_begin(control);
  callback.on_epoch_begin(control, 0);
  EXPECT_THAT(control.current, ElementsAre(1, 2));
  callback.on_test_begin(control);
  EXPECT_THAT(control.current, ElementsAre(3, 4));
  callback.on_test_end(control, logs);
  EXPECT_THAT(control.current, ElementsAre(1, 2));
  callback.on_epoch_end(control, 0, logs);
  EXPECT_THAT(control.current, ElementsAre(1, 2));
  callback.on_predict_begin(control);
  EXPECT_THAT(control.current, ElementsAre(3, 4));
  callback.on_predict_end(control);
  EXPECT_THAT(control.current, ElementsAre(1, 2));
}

TEST(SwapEMAWeights, BetweenEpochsWhereAsked) {
  TestControl control;
  control.current = {1};
  control.averages = {3};
  Callback callback = SwapEMAWeights{.swap_on_epoch = true};
  Logs logs;
  callback.on_train_begin(control);
  for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
    callback.on_epoch_begin(control, epoch);
    EXPECT_THAT(control.current, ElementsAre(1));
    callback.on_test_begin(control);
    callback.on_test_end(control, logs);
    EXPECT_THAT(control.current, ElementsAre(1));
    callback.on_epoch_end(control, epoch, logs);
    EXPECT_THAT(control.current, ElementsAre(3));
  }
}

TEST(SwapEMAWeights, RefusesAnOptimizerWithoutMeans) {
  TestControl control;
  EXPECT_THAT(refusal_of(SwapEMAWeights{}, control), HasSubstr("use_ema=true"));
  Callback callback = SwapEMAWeights{};
  EXPECT_THROW(callback.on_test_begin(control), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
