#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/ops/constant.h"
#include "occam/ops/schedule.h"
#include "occam/schedules/cosine_decay.h"
#include "occam/schedules/exponential_decay.h"
#include "occam/schedules/piecewise_constant_decay.h"

namespace occam::schedules {
namespace {

using ::testing::HasSubstr;

std::string message(const std::function<void()>& action) {
  try {
    action();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing thrown";
}

TEST(Schedules, ComeBackFromTheirConfigs) {
  const Schedule schedules[] = {
      ExponentialDecay{.decay_rate = 0.5, .staircase = true},
      CosineDecay{.alpha = 0.1, .warmup_target = 0.2, .warmup_steps = 7},
      PiecewiseConstantDecay{.boundaries = {3, 8}, .values = {0.5, 0.25, 0.125}}};
  EXPECT_EQ(Schedule::catalogue().entries().size(), std::size(schedules));
  for (const Schedule& schedule : schedules) {
    EXPECT_EQ(*FieldValue<Schedule>::read(schedule.config()), schedule);
    EXPECT_NE(schedule, schedules[schedule == schedules[0]]);
  }
}

TEST(Schedules, DeclareTheirOwnNumbers) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  ops::Scope::Numbers numbers;
  const ops::Scope scope(graph, "optimizer", numbers);
  scope.hyper("learning_rate", PiecewiseConstantDecay{.boundaries = {3}, .values = {0.5, 0.25}});
  EXPECT_EQ(numbers.at(*layout.find("optimizer/learning_rate/value_0")), 0.5);
  EXPECT_EQ(numbers.at(*layout.find("optimizer/learning_rate/value_1")), 0.25);
  EXPECT_FALSE(layout.find("optimizer/learning_rate"));
}

TEST(Schedules, RefuseWhatCannotBe) {
  EXPECT_THAT(message([] {
                Schedule(PiecewiseConstantDecay{.boundaries = {3, 3}, .values = {1, 2, 3}});
              }),
              HasSubstr("Expected rising numbers. Received: boundaries=3 before 3"));
  EXPECT_THAT(message([] { Schedule(PiecewiseConstantDecay{.boundaries = {3}, .values = {1}}); }),
              HasSubstr("Received: values=1 for 1 boundaries"));
  EXPECT_THAT(message([] { Schedule(PiecewiseConstantDecay{}); }), HasSubstr("values"));
  EXPECT_THAT(message([] {
                Schedule(PiecewiseConstantDecay{.boundaries = {3}, .values = {1, 1e39}});
              }),
              HasSubstr("1e+39"));
  EXPECT_THAT(message([] { Schedule(CosineDecay{.alpha = 1.5}); }), HasSubstr("alpha"));
  EXPECT_THAT(message([] { Schedule(ExponentialDecay{.decay_steps = 0}); }),
              HasSubstr("decay_steps"));
}

}  // namespace
}  // namespace occam::schedules
