#include "occam/models/gradient_steps.h"

#include <gmock/gmock.h>

#include "occam/base/errors.h"
#include "occam/optimizers/sgd.h"

namespace occam::models {
namespace {

using ::testing::DoubleNear;

const GradientSteps::Weight kWeights[] = {{"w", {2}}, {"b", {1}}};

// v = 0.9 v - 0.1 g, w = w + v, from w = 1, 2 and b = 3 with g = 1, -1 and 0.
TEST(GradientSteps, MomentumInClosedForm) {
  GradientSteps steps(optimizers::SGD{.learning_rate = 0.1, .momentum = 0.9}, kWeights);
  std::vector<Array> values = {Array::from<float>({1, 2}), Array::from<float>({3})};
  const std::vector<Array> gradients = {Array::from<float>({1, -1}), Array::from<float>({0})};
  for (int i = 0; i < 3; ++i) values = steps.step(values, gradients);
  const double moved = 0.1 + 0.19 + 0.271;
  EXPECT_THAT(values[0].at(0), DoubleNear(1 - moved, 1e-6));
  EXPECT_THAT(values[0].at(1), DoubleNear(2 + moved, 1e-6));
  EXPECT_EQ(values[1].at(0), 3);
  EXPECT_EQ(steps.steps_taken(), 3);
  ASSERT_EQ(steps.slots().size(), 2u);
  EXPECT_THAT(steps.slots()[0].second.at(0), DoubleNear(-0.271, 1e-6));
  steps.set_hyper("optimizer/learning_rate", 0);
  EXPECT_EQ(steps.hyper("optimizer/learning_rate"), 0);
  values = steps.step(values, gradients);
  EXPECT_THAT(values[0].at(0), DoubleNear(1 - moved - 0.9 * 0.271, 1e-6));
}

TEST(GradientSteps, GoesOnFromWhatAnotherRemembers) {
  const optimizers::SGD rule{.learning_rate = 0.1, .momentum = 0.9};
  GradientSteps whole(rule, kWeights), first(rule, kWeights), second(rule, kWeights);
  const std::vector<Array> start = {Array::from<float>({1, 2}), Array::from<float>({3})};
  const std::vector<Array> gradients = {Array::from<float>({1, -1}), Array::from<float>({0.5f})};
  std::vector<Array> values = start, expected = start;
  for (int i = 0; i < 5; ++i) expected = whole.step(expected, gradients);
  for (int i = 0; i < 2; ++i) values = first.step(values, gradients);
  std::vector<Array> memory;
  for (auto& [path, slot] : first.slots()) memory.push_back(std::move(slot));
  second.restore(first.steps_taken(), memory);
  for (int i = 0; i < 3; ++i) values = second.step(values, gradients);
  EXPECT_EQ(second.steps_taken(), 5);
  EXPECT_EQ(values[0].at(0), expected[0].at(0));
  EXPECT_EQ(values[0].at(1), expected[0].at(1));
  EXPECT_EQ(values[1].at(0), expected[1].at(0));
  EXPECT_THROW(second.restore(-1, memory), InvalidArgument);
  EXPECT_THROW(second.restore(2, std::span(memory).first(1)), InvalidArgument);
  memory[0] = Array::from<float>({1, 2, 3});
  EXPECT_THROW(second.restore(2, memory), InvalidArgument);
}

TEST(GradientSteps, RefusesWhatDoesNotFit) {
  GradientSteps steps(optimizers::SGD{}, kWeights);
  const std::vector<Array> fits = {Array::from<float>({1, 2}), Array::from<float>({3})};
  const std::vector<Array> none = {Array::from<float>({1}), Array::from<float>({3})};
  EXPECT_THROW(steps.step(fits, none), InvalidArgument);
  EXPECT_THROW(steps.step(fits, std::span(fits).first(1)), InvalidArgument);
  EXPECT_THROW(steps.set_hyper("optimizer/rate", 1), InvalidArgument);
  EXPECT_THROW(steps.set_hyper("optimizer/learning_rate", -1), InvalidArgument);
}

}  // namespace
}  // namespace occam::models
