#include "occam/constraints/constraint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/constraints/max_norm.h"
#include "occam/constraints/min_max_norm.h"
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

TEST(Constraint, EveryMemberOfTheCatalogueComesBackFromItsConfig) {
  EXPECT_EQ(Constraint::catalogue().entries().size(), 4u);
  for (const auto& entry : Constraint::catalogue().entries()) {
    const Constraint made = Constraint(entry.name);
    EXPECT_EQ(made.type(), entry.type);
    EXPECT_EQ(*FieldValue<Constraint>::read(made.config()), made);
    EXPECT_EQ(made.config().find("config")->entries()->size(), entry.fields().size());
  }
  EXPECT_NE(Constraint(MaxNorm{.max_value = 3}), Constraint("max_norm"));
}

struct Sum {
  static constexpr std::string_view type = "Sum";
  graph::Value project(const ops::Scope&, const graph::Value& w) const { return ops::sum(w); }
};

TEST(Constraint, RefusesWhatItCannotServe) {
  EXPECT_EQ(message([] { Constraint(MaxNorm{.axis = 1}); }),
            "MaxNorm: invalid value for axis. Expected 0, the weights that enter each unit. "
            "Received: axis=1");
  EXPECT_THAT(message([] { Constraint(MaxNorm{.max_value = -1}); }), HasSubstr(">= 0"));
  EXPECT_THAT(message([] { Constraint(MinMaxNorm{.min_value = 2}); }),
              HasSubstr("Expected a number <= max_value=1. Received: min_value=2"));
  EXPECT_THAT(message([] { Constraint("max_norn"); }), HasSubstr("Did you mean 'max_norm'?"));
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  ops::Scope::Numbers numbers;
  const ops::Scope scope(graph, "conv/kernel_constraint", numbers);
  const auto weight = ops::variable(graph, "w", {3, 3, 2}, runtime::Role::kTrainable);
  EXPECT_EQ(message([&] { Constraint("unit_norm").project(scope, weight); }),
            "conv/kernel_constraint: UnitNorm with axis 0 takes a vector or a matrix. Received: a "
            "weight of shape (3, 3, 2)");
  EXPECT_EQ(message([&] { Constraint(Sum{}).project(scope, weight); }),
            "conv/kernel_constraint: Sum changed the weight's shape. Expected (3, 3, 2). "
            "Received: ()");
}

}  // namespace
}  // namespace occam::constraints
