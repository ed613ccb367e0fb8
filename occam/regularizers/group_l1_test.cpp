#include "occam/regularizers/group_l1.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/compiler/gradient.h"
#include "occam/regularizers/regularizer.h"
#include "tests/experiment/experiment.h"

namespace occam::regularizers {
namespace {

/// The penalty on `weight` and its gradient, which are to be these.
void expect_penalty(const GroupL1& regularizer, const Array& weight, double penalty,
                    const std::vector<double>& gradient) {
  experiments::Experiment experiment;
  const graph::Value w = experiment.variable("w", weight);
  const graph::Value result = regularizer.penalty(experiment.scope("w_regularizer"), w);
  EXPECT_TRUE(result.is_scalar());
  experiment.output("penalty", result);
  experiment.output("gradient", compiler::gradient(result, {{w}})[0]);
  experiment.run();
  EXPECT_NEAR(experiment.number("penalty"), penalty, 1e-6 * penalty);
  ASSERT_EQ(experiment.tensor("gradient").size(), gradient.size());
  for (std::size_t i = 0; i < gradient.size(); ++i)
    EXPECT_NEAR(experiment.tensor("gradient")[i], gradient[i], 1e-6) << i;
}

const Array kKernel({4, 2}, std::vector<float>{3, -4, 0, 0, 0.5f, 1.2f, 0, -2});

// By hand: norms 5, 0, 1.3 and 2; a group of two has the factor sqrt(2).
TEST(GroupL1, RowsAreInputs) {
  const double factor = 0.2 * std::sqrt(2);
  expect_penalty(
      {.l1 = 0.2, .proximal = false}, kKernel, factor * 8.3,
      {factor * 0.6, factor * -0.8, 0, 0, factor * 5 / 13, factor * 12 / 13, 0, -factor});
}

// By hand: norms sqrt(9.25) and sqrt(21.44); a group of four has the factor 2.
TEST(GroupL1, ColumnsAreUnits) {
  const double a = 0.4 / std::sqrt(9.25), b = 0.4 / std::sqrt(21.44);
  expect_penalty({.l1 = 0.2, .groups = "columns", .proximal = false}, kKernel, a * 9.25 + b * 21.44,
                 {a * 3, b * -4, 0, 0, a * 0.5, b * 1.2, 0, b * -2});
}

// A bias is the row of an input that is always 1; as columns each number is a group of one.
TEST(GroupL1, AVectorIsOneRow) {
  const Array bias({3}, std::vector<float>{2, 0, -1.5f});
  const double factor = 0.2 * std::sqrt(3);
  expect_penalty({.l1 = 0.2, .proximal = false}, bias, factor * 2.5,
                 {factor * 0.8, 0, factor * -0.6});
  expect_penalty({.l1 = 0.2, .groups = "columns", .proximal = false}, bias, 0.2 * 3.5,
                 {0.2, 0, -0.2});
}

TEST(GroupL1, ArgumentsAreChecked) {
  EXPECT_THROW(Regularizer(GroupL1{.l1 = -0.1}), InvalidArgument);
  EXPECT_THROW(Regularizer(GroupL1{.groups = "units"}), InvalidArgument);
  EXPECT_EQ(Regularizer("group_l1"), Regularizer(GroupL1{.l1 = 0.01, .groups = "rows"}));
}

}  // namespace
}  // namespace occam::regularizers
