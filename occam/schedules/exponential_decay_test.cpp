#include "occam/schedules/exponential_decay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "occam/ops/constant.h"
#include "tests/experiment/experiment.h"

namespace occam::schedules {
namespace {

double value_at(double step) {
  experiments::Experiment experiment;
  const ops::Scope scope = experiment.scope("optimizer/learning_rate");
  const ExponentialDecay schedule{
      .initial_learning_rate = 0.3, .decay_steps = 4, .decay_rate = 0.2};
  experiment.keep("value", schedule.value(scope, ops::constant(scope.graph(), step)));
  experiment.run();
  double value = 0;
  std::memcpy(&value, experiment.kept("value", 0).data(), sizeof value);
  return value;
}

TEST(ExponentialDecay, DecaysOnceInDecaySteps) {
  EXPECT_NEAR(value_at(0), 0.3, 1e-12);
  EXPECT_NEAR(value_at(4), 0.06, 1e-12);
  EXPECT_NEAR(value_at(6), 0.3 * std::pow(0.2, 1.5), 1e-12);
}

TEST(ExponentialDecay, ArgumentsAreChecked) {
  EXPECT_THROW(Schedule(ExponentialDecay{.decay_steps = 0}), InvalidArgument);
  EXPECT_THROW(Schedule(ExponentialDecay{.decay_rate = -0.5}), InvalidArgument);
}

}  // namespace
}  // namespace occam::schedules
