#include "occam/models/eager.h"

#include <gtest/gtest.h>

#include "occam/losses/binary_crossentropy.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sigmoid.h"
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

// The sigmoid is of other rows there: what is compared are its chances.
TEST(Eager, CrossentropyOfASigmoidBehindAnotherShape) {
  Eager eager;
  const graph::Value x = eager.input(Array{{-1.0f, 0.5f, 2.0f, 0.0f}});
  const graph::Value target = eager.input(Array({1, 2, 2}, std::vector<float>{1, 0, 1, 1}));
  const graph::Value shaped = ops::reshape(ops::sigmoid(x), Shape{1, 2, 2});
  eager.output(losses::binary_crossentropy_of(target, shaped, false));
  eager.run();
  // -log sigmoid(-1), -log(1 - sigmoid(.5)); -log sigmoid(2), log 2: the means of both pairs.
  EXPECT_NEAR(eager.result(0).at(0), (1.313262 + 0.974077) / 2, 1e-5);
  EXPECT_NEAR(eager.result(0).at(1), (0.126928 + 0.693147) / 2, 1e-5);
}

// Outputs that are asked for behind a run; what tensors begin with, and the seed.
TEST(Eager, TakesOutputsBehindARun) {
  Eager eager;
  const graph::Value weight =
      ops::variable(eager.graph(), "weight", Shape{2}, runtime::Role::kTrainable);
  eager.set_tensor(weight.node().attributes.variable, Array{2.0f, 3.0f});
  eager.output(weight * 2.0);
  eager.run();
  EXPECT_EQ(to_text(eager.result(0)), "[4. 6.]");
  eager.output(weight + weight * weight);
  eager.output(ops::random_uniform(eager.graph(), Shape{4}, 7));
  eager.run();
  EXPECT_EQ(to_text(eager.result(0)), "[4. 6.]");
  EXPECT_EQ(to_text(eager.result(1)), "[ 6. 12.]");
  const std::string drawn = to_text(eager.result(2));
  eager.run();
  EXPECT_EQ(to_text(eager.result(2)), drawn);
  eager.set_seed(5);
  eager.run();
  EXPECT_NE(to_text(eager.result(2)), drawn);
}

}  // namespace
}  // namespace occam::models
