#include "occam/callbacks/zero_count.h"

#include <gtest/gtest.h>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

TEST(ZeroCount, TellsTheShareAndWhatHasChanged) {
  TestControl control;
  control.current = std::vector<float>(70, 1.0f);
  control.current[3] = 0;
  Callback callback = ZeroCount{};
  callback.on_train_begin(control);
  const auto epoch = [&] {
    Logs logs;
    callback.on_epoch_end(control, 0, logs);
    return std::pair{logs.at("zeros"), logs.at("zero_changes")};
  };
  control.current[3] = 0.5f;
  control.current[0] = -0.0f;
  for (const std::size_t i : {63u, 64u, 69u}) control.current[i] = 0;
  EXPECT_EQ(epoch(), (std::pair{4 / 70.0, 5.0}));
  EXPECT_EQ(epoch(), (std::pair{4 / 70.0, 0.0}));
  control.current[64] = 1;
  EXPECT_EQ(epoch(), (std::pair{3 / 70.0, 1.0}));
  // A second fit begins anew.
  callback.on_train_begin(control);
  EXPECT_EQ(epoch(), (std::pair{3 / 70.0, 0.0}));
}

TEST(ZeroCount, NeedsAWeightToCount) {
  TestControl control;
  Callback callback = ZeroCount{.weights = "gamma"};
  EXPECT_THROW(callback.on_train_begin(control), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
