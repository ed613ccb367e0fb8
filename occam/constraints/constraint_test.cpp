#include "occam/constraints/constraint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/constraints/max_norm.h"
#include "occam/constraints/min_max_norm.h"
#include "occam/constraints/unit_norm.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::constraints {
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

struct Sum {
  static constexpr std::string_view type = "Sum";
  graph::Value project(const ops::Scope&, const graph::Value& w) const { return ops::sum(w); }
};

TEST(Constraint, RefusesWhatItCannotServe) {
  EXPECT_THAT(message([] { Constraint(MaxNorm{.max_value = -1}); }), HasSubstr(">= 0"));
  EXPECT_THAT(message([] { Constraint(MinMaxNorm{.min_value = 2}); }),
              HasSubstr("Expected a number <= max_value=1. Received: min_value=2"));
  EXPECT_THAT(message([] { Constraint("max_norn"); }), HasSubstr("Did you mean 'max_norm'?"));
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  ops::Scope::Numbers numbers;
  const ops::Scope scope(graph, "conv/kernel_constraint", numbers);
  const auto weight = ops::variable(graph, "w", {3, 3, 2}, runtime::Role::kTrainable);
  EXPECT_EQ(message([&] { Constraint(UnitNorm{.axis = 3}).project(scope, weight); }),
            "conv/kernel_constraint: UnitNorm: invalid value for axis. Expected an axis of the "
            "weight of shape (3, 3, 2). Received: axis=3");
  EXPECT_EQ(message([&] { Constraint(Sum{}).project(scope, weight); }),
            "conv/kernel_constraint: Sum changed the weight's shape. Expected (3, 3, 2). "
            "Received: ()");
}

}  // namespace
}  // namespace occam::constraints
