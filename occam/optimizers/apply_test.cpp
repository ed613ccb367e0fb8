#include "occam/optimizers/apply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/constraints/max_norm.h"
#include "occam/constraints/non_neg.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/sgd.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using graph::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ApplyGradients, ClipnormIsForEachWeight) {
  OptimizerSteps steps;
  steps.weight("a", {1, 2});
  steps.weight("b", {1, 2});
  steps.compile(SGD{.learning_rate = 0.5, .clipnorm = 2});
  steps.step({{3, -4}, {0.6f, 0.8f}});  // norms 5 and 1
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.6f), near(2 + 0.8f)));
  EXPECT_THAT(steps["b"], ElementsAre(near(0.7f), near(1.6f)));
}

TEST(ApplyGradients, GlobalClipnormIsForAll) {
  OptimizerSteps steps;
  steps.weight("a", {0, 0});
  steps.weight("b", {0});
  steps.compile(SGD{.learning_rate = 1, .global_clipnorm = 0.7});
  steps.step({{2, -3}, {6}});  // norm 7
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.2f), near(0.3f)));
  EXPECT_THAT(steps["b"], ElementsAre(near(-0.6f)));
  steps.step({{0.2f, 0}, {0.3f}});  // inside
  EXPECT_THAT(steps["b"], ElementsAre(near(-0.9f)));
  steps.step({{0.2f, 0}, {INFINITY}});
  EXPECT_TRUE(std::isnan(steps["a"][0]));
}

TEST(ApplyGradients, ClipvalueIsForEachElement) {
  OptimizerSteps steps;
  steps.weight("a", {0, 0, 0});
  steps.compile(SGD{.learning_rate = 1, .clipvalue = 0.3});
  steps.step({{2, -3, 0.1f}});
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.3f), near(0.3f), near(-0.1f)));
}

TEST(ApplyGradients, DecayIsDecoupledAndSparesPatterns) {
  OptimizerSteps steps;
  steps.weight("dense/kernel", {2, -4});
  steps.weight("dense/bias", {2, -4});
  steps.weight("dense_1/kernel", {2});
  steps.compile(SGD{.learning_rate = 0.1,
                    .momentum = 0.5,
                    .weight_decay = 0.2,
                    .exclude_from_weight_decay = {"bias", "^dense_1/"}});
  steps.step({{1, 0}, {1, 0}, {0}});
  EXPECT_THAT(steps["dense/kernel"], ElementsAre(near(2 * 0.98f - 0.1f), near(-4 * 0.98f)));
  EXPECT_THAT(steps["dense/bias"], ElementsAre(near(1.9f), near(-4)));
  EXPECT_THAT(steps["dense_1/kernel"], ElementsAre(2));
  EXPECT_THAT(steps["optimizer/dense/kernel/momentum"], ElementsAre(near(-0.1f), 0));
}

TEST(ApplyGradients, AccumulatedBatchesMakeOneStep) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(SGD{.learning_rate = 0.5, .momentum = 0.9, .gradient_accumulation_steps = 3});
  const float gradients[] = {1, 2, 6, 3};
  for (int i = 0; i < 2; ++i) steps.step({{gradients[i]}});
  EXPECT_THAT(steps["a"], ElementsAre(1));
  EXPECT_THAT(steps["optimizer/a/momentum"], ElementsAre(0));
  EXPECT_THAT(steps["optimizer/a/gradient_accumulator"], ElementsAre(3));
  steps.step({{gradients[2]}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.5f * 3)));
  EXPECT_THAT(steps["optimizer/a/gradient_accumulator"], ElementsAre(0));
  steps.step({{gradients[3]}});
  EXPECT_THAT(steps["optimizer/a/momentum"], ElementsAre(near(-1.5f)));
  EXPECT_THAT(steps["optimizer/a/gradient_accumulator"], ElementsAre(3));
}

TEST(ApplyGradients, RunningMeanAndItsTurn) {
  OptimizerSteps steps;
  steps.weight("a", {1}).constraint = constraints::NonNeg{};
  steps.compile(
      SGD{.learning_rate = 1, .use_ema = true, .ema_momentum = 0.75, .ema_overwrite_frequency = 3});
  steps.step({{0.2f}});
  EXPECT_THAT(steps["optimizer/a/average"], ElementsAre(near(0.8f)));
  steps.step({{1.8f}});  // to -1: the mean sees it, the constraint comes after
  EXPECT_THAT(steps["optimizer/a/average"], ElementsAre(near(0.75f * 0.8f - 0.25f)));
  EXPECT_THAT(steps["a"], ElementsAre(0));
  steps.step({{-2}});
  EXPECT_THAT(steps["a"], ElementsAre(near(0.75f * 0.35f + 0.25f * 2)));
  EXPECT_EQ(steps["a"], steps["optimizer/a/average"]);
}

TEST(ApplyGradients, ConstraintComesLast) {
  OptimizerSteps steps;
  steps.weight("a", {3, 3}).constraint = constraints::MaxNorm{.max_value = 2.5};
  steps.compile(SGD{.learning_rate = 1});
  steps.step({{0, -1}});  // to (3, 4)
  EXPECT_THAT(steps["a"], ElementsAre(near(1.5f), near(2)));
  EXPECT_EQ(steps.number("a_constraint/max_value"), 2.5);
}

TEST(ApplyGradients, FactorOfTheLearningRate) {
  for (const Optimizer& optimizer :
       {Optimizer(SGD{.learning_rate = 0.2, .weight_decay = 0.5}),
        Optimizer(Adam{.learning_rate = 0.2, .epsilon = 1e-12, .weight_decay = 0.5})}) {
    OptimizerSteps steps;
    steps.weight("slow", {2}).learning_rate_factor = steps.scope("slow").hyper("factor", 0.25);
    steps.weight("fast", {2});
    steps.compile(optimizer);
    // Adam's first step is the sign; its corrections are rounded to float32, as Keras's are.
    steps.step({{1}, {1}});
    EXPECT_THAT(steps["slow"], ElementsAre(near(2 * (1 - 0.025f) - 0.05f, 3e-6f)));
    EXPECT_THAT(steps["fast"], ElementsAre(near(2 * (1 - 0.1f) - 0.2f, 3e-6f)));
  }
}

TEST(ApplyGradients, AbsentStepsDeclareNothing) {
  for (const Optimizer& optimizer : {Optimizer(SGD{}), Optimizer(Adam{})}) {
    OptimizerSteps plain;
    optimizer.declare(plain.scope("optimizer"));
    plain.weight("a", {1});
    plain.compile(optimizer);
    for (const char* name : {"weight_decay", "clipnorm", "clipvalue", "global_clipnorm",
                             "ema_momentum", "a/average", "a/gradient_accumulator"})
      EXPECT_FALSE(plain.has(std::string("optimizer/") + name)) << name;
    EXPECT_TRUE(plain.has("optimizer/learning_rate"));
  }
  OptimizerSteps steps;
  Optimizer(SGD{.clipnorm = 2, .use_ema = true}).declare(steps.scope("optimizer"));
  EXPECT_TRUE(steps.has("optimizer/clipnorm"));
  EXPECT_TRUE(steps.has("optimizer/ema_momentum"));
}

/// A user's: slots of their own shapes, with initial values; no fields(), none of the other steps.
struct Cautious {
  static constexpr std::string_view type = "Cautious";
  Update step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
    const Value squares = scope.slot("squares", 0.5);
    const Value length = scope.slot("length", {}, 3);
    const Value sum = squares + ops::square(gradient);
    return {weight - gradient / ops::sqrt(sum) / length,
            {{squares, sum}, {length, length + ops::sum(gradient)}}};
  }
};

TEST(ApplyGradients, SlotsHaveShapesAndInitialValues) {
  OptimizerSteps steps;
  steps.weight("a", {1, 2});
  steps.compile(Cautious{});
  steps.step({{0, 1.5f}});
  EXPECT_THAT(steps["optimizer/a/squares"], ElementsAre(near(0.5f), near(2.75f)));
  EXPECT_DOUBLE_EQ(steps.number("optimizer/a/length"), 4.5);
  EXPECT_THAT(steps["a"], ElementsAre(1, near(2 - 1.5f / std::sqrt(2.75f) / 3)));
}

struct Wrong {
  static constexpr std::string_view type = "Wrong";
  Update step(const UpdateScope&, const Value&, const Value& gradient) const {
    return {ops::sum(gradient)};
  }
};

std::string message(const std::function<void()>& action) {
  try {
    action();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing thrown";
}

TEST(ApplyGradients, RefusesWhatCannotBe) {
  EXPECT_EQ(message([] { Optimizer(SGD{.clipnorm = 1, .clipvalue = 2}); }),
            "SGD: invalid value for clipnorm. Expected only one of clipnorm, clipvalue and "
            "global_clipnorm. Received: clipnorm=2 of them");
  EXPECT_THAT(message([] {
                Optimizer(Adam{.exclude_from_weight_decay = {"bias", "("}});
              }),
              HasSubstr("Expected regular expressions. Received: exclude_from_weight_decay=("));
  EXPECT_THAT(message([] { Optimizer(Adam{.gradient_accumulation_steps = 1}); }),
              HasSubstr("an integer >= 2"));
  EXPECT_THAT(message([] { Optimizer(SGD{.ema_momentum = 1.5}); }), HasSubstr("ema_momentum"));
  EXPECT_THAT(message([] { Optimizer(SGD{.clipnorm = 0}); }), HasSubstr("clipnorm"));
  OptimizerSteps steps;
  steps.weight("a", {1, 2});
  EXPECT_EQ(message([&] { steps.compile(Wrong{}); }),
            "Wrong: step returned another shape for the weight. Expected (2,). Received: ()");
}

}  // namespace
}  // namespace occam::optimizers
