#include "occam/callbacks/lambda_callback.h"

#include <gtest/gtest.h>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

TEST(LambdaCallback, CallsWhatItWasGivenAndWantsNothingElse) {
  TestControl control;
  std::string seen;
  Callback callback = LambdaCallback{
      .on_epoch_end =
          [&](TrainingControl& c, std::int64_t epoch, Logs& logs) {
            seen += "end " + std::to_string(epoch);
            logs.set("mine", 2 * logs.at("loss"));
            c.stop_training("enough");
          },
      .on_train_begin = [&](auto&&...) { seen += "begin "; },
  };
  EXPECT_FALSE(callback.wants_batches());
  EXPECT_FALSE(callback.wants_test_batches());
  EXPECT_FALSE(callback.wants_predict_batches());
  Logs logs = {{"loss", 1.5}};
  callback.on_train_begin(control);
  callback.on_train_batch_begin(control, 0);  // none: nothing happens
  callback.on_test_end(control, logs);
  callback.on_epoch_end(control, 3, logs);
  EXPECT_EQ(seen, "begin end 3");
  EXPECT_EQ(logs.at("mine"), 3.0);
  EXPECT_EQ(control.stop_reason(), "enough");
}

TEST(LambdaCallback, WantsTheBatchesOfTheHooksThatItHas) {
  const auto nothing = [](auto&&...) {};
  EXPECT_TRUE(Callback(LambdaCallback{.on_train_batch_begin = nothing}).wants_batches());
  EXPECT_TRUE(Callback(LambdaCallback{.on_train_batch_end = nothing}).wants_batches());
  EXPECT_TRUE(Callback(LambdaCallback{.on_test_batch_end = nothing}).wants_test_batches());
  EXPECT_TRUE(Callback(LambdaCallback{.on_predict_batch_begin = nothing}).wants_predict_batches());
}

}  // namespace
}  // namespace occam::callbacks
