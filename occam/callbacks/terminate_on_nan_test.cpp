#include "occam/callbacks/terminate_on_nan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace occam::callbacks {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class WeightsControl final : public TrainingControl {
 public:
  std::int64_t epochs() const override { return 5; }
  std::int64_t steps_per_epoch() const override { return 11; }
  Direction metric_direction(std::string_view) const override { return Direction::kNone; }
  std::vector<std::string> log_names() const override { return {"loss"}; }
  std::vector<float> weights() const override { return values; }
  void set_weights(std::span<const float>) override {}
  std::vector<float> values = {1, -2, 3};
};

TEST(TerminateOnNaN, GoesOnWhileAllIsFinite) {
  WeightsControl control;
  TerminateOnNaN guard;
  guard.on_train_begin(control);
  guard.on_epoch_begin(control, 0);
  guard.on_train_batch_end(control, 0, {{"loss", 1e300}});
  guard.on_epoch_end(control, 0, {{"loss", 2.5}, {"val_loss", -1}, {"accuracy", std::nan("")}});
  EXPECT_FALSE(control.stop_requested());
  EXPECT_EQ(guard.reason, "");
}

TEST(TerminateOnNaN, StopsAtTheFirstBrokenBatch) {
  WeightsControl control;
  TerminateOnNaN guard;
  guard.on_train_begin(control);
  guard.on_epoch_begin(control, 2);
  guard.on_train_batch_end(control, 1, {{"loss", std::nan("")}});
  EXPECT_TRUE(control.stop_requested());
  guard.on_epoch_end(control, 2, {{"loss", kInfinity}});
  EXPECT_EQ(guard.reason, "diverged in epoch 3, step 2 of 11: the loss is nan");
  EXPECT_EQ(control.stop_reason(), guard.reason);
}

TEST(TerminateOnNaN, ThrowsWhereItIsAskedTo) {
  WeightsControl control;
  TerminateOnNaN guard{.raise_error = true};
  guard.on_train_begin(control);
  guard.on_epoch_begin(control, 0);
  guard.on_train_batch_end(control, 0, {{"loss", 1}});
  try {
    guard.on_train_batch_end(control, 1, {{"loss", kInfinity}});
    ADD_FAILURE() << "went on";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(),
                 "TerminateOnNaN: diverged in epoch 1, step 2 of 11: the loss is inf");
  }
  EXPECT_FALSE(control.stop_requested());
}

TEST(TerminateOnNaN, StopsAtAnEpochThatLeftABrokenLossOrWeight) {
  WeightsControl validation;
  TerminateOnNaN guard;
  guard.on_epoch_begin(validation, 0);
  guard.on_epoch_end(validation, 0, {{"loss", 1}, {"val_loss", kInfinity}});
  EXPECT_EQ(guard.reason, "diverged in epoch 1: the val_loss is inf");

  WeightsControl weights;
  weights.values[1] = static_cast<float>(-kInfinity);
  guard.on_train_begin(weights);  // another fit
  EXPECT_EQ(guard.reason, "");
  guard.on_epoch_begin(weights, 4);
  guard.on_epoch_end(weights, 4, {{"loss", 1}});
  EXPECT_EQ(weights.stop_reason(), "diverged in epoch 5: 1 of 3 weights are not finite");
}

}  // namespace
}  // namespace occam::callbacks
