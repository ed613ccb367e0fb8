// What a user writes with ops: a penalty, and an op of their own, from the public headers alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "occam/graph/op_calls.h"
#include "occam/occam.h"

namespace {

using occam::Array;
using occam::graph::Value;
namespace ops = occam::ops;

/// (sum |w|)^2, the squared l1 norm.
struct SquaredL1 {
  static constexpr const char* type = "SquaredL1";
  double factor = 0;
  Value penalty(const ops::Scope&, const Value& w) const {
    return factor * ops::power(ops::sum(ops::abs(w)), 2);
  }
};

/// The norms of the kernel's rows, one group an input.
struct GroupLasso {
  static constexpr const char* type = "GroupLasso";
  double factor = 0;
  Value penalty(const ops::Scope&, const Value& w) const {
    return factor * ops::sum(ops::safe_sqrt(ops::sum(ops::square(w), {1})));
  }
};

/// A penalty by what has no gradient.
struct Hopeless {
  static constexpr const char* type = "Hopeless";
  Value penalty(const ops::Scope&, const Value& w) const {
    return ops::sum(ops::power(w, ops::abs(w)));
  }
};

/// Weights after a step on data that are all 0, so that the penalty alone moves them.
std::vector<double> stepped(const occam::Regularizer& regularizer,
                            const std::vector<float>& start) {
  occam::Sequential model;
  model.add(occam::layers::Dense{
      .units = 2, .use_bias = false, .kernel_regularizer = regularizer, .input_shape = {2}});
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.1}, .loss = "mse"});
  model.build({2});
  model.set_weights({Array({2, 2}, start)});
  const Array zeros({3, 2}, std::vector<float>(6, 0.0f));
  model.fit(zeros, zeros, {.batch_size = 3, .epochs = 1, .verbose = 0});
  const Array after = model.get_weights()[0];
  return {after.at(0), after.at(1), after.at(2), after.at(3)};
}

TEST(UserOps, APenaltyByAPowerMovesItsWeights) {
  // d/dw factor (sum |w|)^2 = 2 factor sum |w| sign(w), sum |w| = 4.
  const double move = 0.1 * 2 * 0.3 * 4;
  const std::vector<double> after = stepped(SquaredL1{0.3}, {0.5f, -1.0f, 0.0f, 2.5f});
  const double expected[] = {0.5 - move, -1 + move, 0, 2.5 - move};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(after[i], expected[i], 1e-6);
}

TEST(UserOps, AnEmptyGroupStaysEmpty) {
  const std::vector<double> after = stepped(GroupLasso{0.2}, {0.0f, 0.0f, 3.0f, -4.0f});
  const double expected[] = {0, 0, 3 - 0.1 * 0.2 * 0.6, -4 + 0.1 * 0.2 * 0.8};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(after[i], expected[i], 1e-6);
}

TEST(UserOps, APenaltyWithoutGradientIsRefusedByTheOpsName) {
  try {
    stepped(Hopeless{}, {1, 2, 3, 4});
    FAIL() << "nothing was refused";
  } catch (const occam::InvalidArgument& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("power: no gradient by b"));
  }
}

// An op of the user's own: x^3 element by element, with a kernel.
extern const occam::graph::Op cube_op;

occam::Shape same(const occam::graph::Op&, const std::vector<Value>& inputs,
                  const occam::graph::Attributes&) {
  return inputs[0].shape();
}

std::vector<Value> cube_gradient(const Value& result, const Value& upstream) {
  return {upstream * 3.0 * ops::square(result.node().inputs[0])};
}

void cube_kernel(const void*, std::byte* const* operands, std::int64_t begin, std::int64_t end,
                 std::byte*) {
  const float* const x = reinterpret_cast<const float*>(operands[0]);
  float* const y = reinterpret_cast<float*>(operands[1]);
  for (std::int64_t i = begin; i < end; ++i) y[i] = x[i] * x[i] * x[i];
}

occam::graph::OpCalls lower_cube(const occam::graph::Node& node) {
  occam::runtime::Call call;
  call.kernel = cube_kernel;
  call.items = node.shape.size();
  call.label = "cube";
  return {{call}};
}

const occam::graph::Op cube_op{.name = "cube",
                               .kind = occam::graph::Kind::kKernel,
                               .infer = same,
                               .gradient = cube_gradient,
                               .lower = lower_cube};

struct Cube {
  static constexpr const char* type = "Cube";
  std::string name = {};
  occam::Dims input_shape = {};
  void check() const {}
  Value build(const occam::layers::Scope&, const Value& input) const {
    return input.graph().add(cube_op, {input});
  }
};

TEST(UserOps, AnOpOfTheUsersOwnRunsAndTrains) {
  occam::Sequential model;
  model.add(occam::layers::Dense{.units = 1, .use_bias = false, .input_shape = {1}});
  model.add(Cube{});
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.01}, .loss = "mse"});
  model.build({1});
  model.set_weights({Array({1, 1}, std::vector<float>{0.5f})});
  const Array x({1, 1}, std::vector<float>{2.0f}), y({1, 1}, std::vector<float>{3.0f});
  EXPECT_EQ(model.predict(x).at(0), 1.0);
  model.fit(x, y, {.batch_size = 1, .epochs = 1, .verbose = 0});
  // d/dw (z^3 - 3)^2 with z = 2 w = 1: 2 (1 - 3) * 3 * 2.
  EXPECT_NEAR(model.get_weights()[0].at(0), 0.5 + 0.01 * 24, 1e-6);
  EXPECT_NE(model.print_plan(1).find("cube"), std::string::npos);
}

}  // namespace
