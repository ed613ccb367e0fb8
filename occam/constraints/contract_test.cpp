#include "tests/experiment/contract.h"

#include <cmath>

#include "occam/constraints/constraint.h"

namespace occam {
namespace {

using experiments::Experiment;

// Columns of norm 1.3, 0.2 and 0: too long, short, and without a direction.
const Array kWeight({2, 3}, std::vector<float>{0.5f, -0.2f, 0, -1.2f, 0, 0});

graph::Value projected(const Constraint& constraint, Experiment& experiment, const Array& weight) {
  return constraint.project(experiment.scope("w_constraint"), experiment.variable("w", weight));
}

/// A field's number; `absent` where there is none, NaN for a schedule.
double number(const Constraint& constraint, std::string_view field, double absent) {
  const Config arguments = *constraint.config().find("config");
  const Config* const value = arguments.find(field);
  return value == nullptr ? absent : FieldValue<double>::read(*value).value_or(std::nan(""));
}

TEST(ConstraintContract, DescribesItself) { experiments::expect_described<Constraint>(); }

// A second time it changes no more than rounding and Keras's epsilon of 1e-7 in the norm do.
TEST(ConstraintContract, LeavesWhatLiesWhereItMay) {
  for (const auto& entry : Constraint::catalogue().entries()) {
    for (const Constraint& constraint : experiments::variants<Constraint>(entry)) {
      // A part of the way only, or an axis that a matrix has not.
      if (number(constraint, "rate", 1) != 1 || number(constraint, "axis", 0) > 1) continue;
      SCOPED_TRACE(to_text(constraint.config()));
      Experiment once;
      once.output("w", projected(constraint, once, kWeight));
      once.run();
      const auto there = once.tensor("w");
      Experiment twice;
      twice.output("w", projected(constraint, twice,
                                  Array({2, 3}, std::vector<float>(there.begin(), there.end()))));
      twice.run();
      for (std::size_t i = 0; i < there.size(); ++i)
        EXPECT_NEAR(twice.tensor("w")[i], there[i], 2e-6 * (1 + std::abs(there[i]))) << i;
    }
  }
}

TEST(ConstraintContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Constraint::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      experiment.keep("w", projected(entry.make(), experiment, kWeight));
    });
  }
}

}  // namespace
}  // namespace occam
