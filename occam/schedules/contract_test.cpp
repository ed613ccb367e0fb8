#include "tests/experiment/contract.h"

#include "occam/ops/schedule.h"

namespace occam {
namespace {

using experiments::Experiment;

TEST(ScheduleContract, DescribesItself) { experiments::expect_described<Schedule>(); }

TEST(ScheduleContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Schedule::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      const ops::Scope scope = experiment.scope("optimizer/learning_rate");
      const graph::Value value = entry.make().value(scope, scope.steps_taken());
      EXPECT_TRUE(value.is_scalar());
      experiment.keep("value", value);
    });
  }
}

}  // namespace
}  // namespace occam
