#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "occam/base/errors.h"
#include "occam/ops/constant.h"
#include "occam/ops/schedule.h"
#include "occam/schedules/cosine_decay.h"
#include "occam/schedules/cosine_decay_restarts.h"
#include "occam/schedules/cosine_log.h"
#include "occam/schedules/exponential_decay.h"
#include "occam/schedules/flat_cosine.h"
#include "occam/schedules/inverse_time_decay.h"
#include "occam/schedules/piecewise_constant_decay.h"
#include "occam/schedules/polynomial_decay.h"
#include "tests/experiment/experiment.h"

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
      CosineDecayRestarts{.t_mul = 3, .m_mul = 0.5},
      CosineLog{.initial_value = 0.3, .cycles = 2},
      FlatCosine{.initial_value = 0.3, .flat = 0.25},
      InverseTimeDecay{.decay_rate = 0.25, .staircase = true},
      PolynomialDecay{.power = 2, .cycle = true},
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

/// The values of a schedule at steps 0, 1, ...
std::vector<double> values_of(const Schedule& schedule, int steps) {
  experiments::Experiment experiment;
  const ops::Scope scope = experiment.scope("rate");
  for (int step = 0; step < steps; ++step) {
    const graph::Value at = ops::constant(scope.graph(), static_cast<double>(step));
    experiment.output(std::to_string(step), schedule.value(scope, at));
  }
  experiment.run();
  std::vector<double> values;
  for (int step = 0; step < steps; ++step)
    values.push_back(experiment.number(std::to_string(step)));
  return values;
}

TEST(Schedules, CosineLogIsTheFormulaAndEndsItsCyclesAtZero) {
  const std::vector<double> values =
      values_of(CosineLog{.initial_value = 0.04, .decay_steps = 150}, 170);
  for (int step = 0; step < 170; ++step) {
    const double t = std::min(step / 150.0, 1.0);
    const double expected =
        0.04 * 0.5 * (1 - std::cos(2 * std::numbers::pi * std::log2(1 + 15 * t)));
    EXPECT_NEAR(values[static_cast<std::size_t>(step)], expected, 1e-15) << step;
  }
  for (const std::size_t end : {0, 10, 30, 70, 150, 160}) EXPECT_LT(values[end], 1e-30) << end;
}

TEST(Schedules, FlatCosineIsFlatThenHalfACosine) {
  const std::vector<double> values =
      values_of(FlatCosine{.initial_value = 0.15, .decay_steps = 40, .flat = 0.5}, 50);
  for (int step = 0; step < 50; ++step) {
    const double t = std::min(step / 40.0, 1.0);
    const double expected =
        0.15 * 0.5 * (1 + std::cos(std::numbers::pi * std::max(0.0, 2 * t - 1)));
    EXPECT_NEAR(values[static_cast<std::size_t>(step)], expected, 1e-15) << step;
  }
  EXPECT_EQ(values[40], 0);
}

// Keras's log(243) / log(3) is just below 5: its sixth period begins a step late.
TEST(Schedules, RestartsComeExactlyWhereAPeriodEnds) {
  const std::vector<double> values = values_of(
      CosineDecayRestarts{
          .initial_learning_rate = 0.4, .first_decay_steps = 2, .t_mul = 3, .m_mul = 0.8},
      250);
  std::size_t start = 0, length = 2;
  for (double height = 0.4; start < values.size(); height *= 0.8) {
    EXPECT_NEAR(values[start], height, 1e-12) << start;
    if (start > 0) {
      EXPECT_LT(values[start - 1], height) << start;
    }
    if (start + length / 2 < values.size()) {
      EXPECT_NEAR(values[start + length / 2], height / 2, 1e-12) << start;
    }
    start += length;
    length *= 3;
  }
}

TEST(Schedules, PolynomialDecayWithoutPowerStaysUp) {
  const std::vector<double> values =
      values_of(PolynomialDecay{.initial_learning_rate = 0.3, .decay_steps = 4, .power = 0}, 8);
  for (const double value : values) EXPECT_DOUBLE_EQ(value, 0.3);
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
  EXPECT_THAT(message([] { Schedule(CosineDecayRestarts{.t_mul = 0.5}); }), HasSubstr("t_mul"));
  EXPECT_THAT(message([] { Schedule(ExponentialDecay{.decay_steps = 0}); }),
              HasSubstr("decay_steps"));
}

}  // namespace
}  // namespace occam::schedules
