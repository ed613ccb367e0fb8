#include "occam/models/eager.h"

#include <gtest/gtest.h>

#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/regularizer.h"

namespace occam::models {
namespace {

TEST(Eager, ComputesOnIntegersAsFloats) {
  Eager eager;
  const graph::Value x = eager.input(Array{{1, -2}, {3, 4}});
  eager.output(x * 0.5);
  eager.output(ops::sum(x));
  eager.run();
  EXPECT_EQ(to_text(eager.result(0)), "[[ 0.5 -1. ]\n [ 1.5  2. ]]");
  EXPECT_EQ(eager.result(1).shape(), Shape{});
  EXPECT_EQ(eager.result(1).at(0), 6);
}

// 0.5 * (1 + 2 + 0) + 0.25 * (1 + 4 + 0)
TEST(Eager, CallsAConceptWithItsHyperParameters) {
  Eager eager;
  const Regularizer penalty = regularizers::L1L2{.l1 = 0.5, .l2 = 0.25};
  eager.output(penalty.penalty(eager.scope(), eager.input(Array{1.0f, -2.0f, 0.0f})));
  eager.run();
  EXPECT_FLOAT_EQ(static_cast<float>(eager.result(0).at(0)), 2.75f);
}

TEST(Eager, GoesOnFromGivenVariables) {
  Eager eager;
  const graph::Value total = ops::variable(eager.graph(), "total", {}, runtime::Role::kAccumulator);
  ops::assign(total, total + ops::sum(eager.input(Array{1.0f, 2.0f})));
  const std::size_t index = total.node().attributes.variable;
  eager.run({{index, {40}}});
  EXPECT_EQ(eager.variable(index), std::vector<double>{43});
}

// What a run leaves in variables is no part of the next.
TEST(Eager, RunsAgainOnOtherInputs) {
  Eager eager;
  const graph::Value total = ops::variable(eager.graph(), "total", {}, runtime::Role::kAccumulator);
  const graph::Value x = eager.input(Array{1.0f, 2.0f});
  ops::assign(total, total + ops::sum(x));
  eager.output(x * 2.0);
  const std::size_t index = total.node().attributes.variable;
  eager.run();
  EXPECT_EQ(eager.variable(index), std::vector<double>{3});
  eager.set_input(0, Array{5, 6});
  eager.run();
  EXPECT_EQ(eager.variable(index), std::vector<double>{11});
  EXPECT_EQ(to_text(eager.result(0)), "[10. 12.]");
  eager.run({{index, {100}}});
  EXPECT_EQ(eager.variable(index), std::vector<double>{111});
}

}  // namespace
}  // namespace occam::models
