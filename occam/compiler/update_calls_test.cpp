#include "occam/compiler/update_calls.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "occam/compiler/update_testing.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Value;
using runtime::Role;

/// SGD with L2 on a weight whose gradient is x^T d, and the sum of its squares.
struct Stepped {
  runtime::StateLayout layout;
  graph::Graph graph{layout};
  Value x, d, gradient;

  Stepped(std::int64_t rows, std::int64_t m, std::int64_t n) {
    x = ops::input(graph, "x", {rows, m});
    d = ops::input(graph, "d", {rows, n});
    gradient = ops::matmul(x, d, true);
    update(gradient, "w");
  }

  Value number(const std::string& path) { return ops::variable(graph, path, {}, Role::kHyper); }

  void update(const Value& from, const std::string& name) {
    const Shape shape = from.shape();
    const Value w = ops::variable(graph, name, shape, Role::kTrainable);
    const Value memory = ops::variable(graph, name + "/memory", shape, Role::kSlot);
    graph.set_output(name + "/square", ops::sum(ops::square(w)));
    const Value total = from + w * ops::broadcast_to(number("l2"), shape);
    const Value momentum = ops::broadcast_to(number("momentum"), shape);
    const Value velocity = ops::scale(momentum, memory) - total * number("rate");
    ops::assign(memory, velocity);
    ops::assign(w, w + velocity);
  }

  std::vector<std::byte> run(bool match, int threads, std::string* trace) {
    return update_testing::bytes_after_two_steps(graph, layout, match, threads, trace);
  }

  /// The plan; its bits, on one and three threads, must be those of the tile programs.
  std::string plan() {
    std::string text;
    const std::vector<std::byte> tiles = run(false, 1, nullptr);
    for (const int threads : {1, 3}) {
      text.clear();
      const std::vector<std::byte> fused = run(true, threads, &text);
      EXPECT_EQ(fused.size(), tiles.size());
      EXPECT_EQ(std::memcmp(fused.data(), tiles.data(), tiles.size()), 0) << text;
    }
    return text.substr(text.find("== lower"));
  }
};

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

TEST(UpdateCalls, AProductThatIsAGradientIsComputedWithItsUpdate) {
  EXPECT_TRUE(
      contains(Stepped(128, 128, 64).plan(), "matmul 128x64x128 A^T + sgd 128x64 + l2, sum w^2"));
  EXPECT_TRUE(contains(Stepped(40, 784, 512).plan(), "matmul 784x512x40 A^T + sgd 784x512 + l2"));
  EXPECT_TRUE(contains(Stepped(7, 3, 5).plan(), "matmul 3x5x7 A^T + sgd 3x5 + l2"));
  EXPECT_TRUE(contains(Stepped(9, 2000, 3).plan(), "matmul 2000x3x9 A^T + sgd 2000x3 + l2"));
}

TEST(UpdateCalls, AGradientInTilesTakesScratchOfATileAndNoWorkspace) {
  const std::string plan = Stepped(40, 784, 512).plan();
  const auto bytes_behind = [&](const char* words) {
    return std::stol(plan.substr(plan.find(words) + std::strlen(words)));
  };
  constexpr long kGradient = 784 * 512 * 4;
  EXPECT_LT(bytes_behind("workspace "), kGradient / 8) << plan;
  EXPECT_LT(bytes_behind("scratch "), kGradient / 2) << plan;
}

TEST(UpdateCalls, AGradientThatSomethingElseReadsStaysAProductOfItsOwn) {
  Stepped step(128, 128, 64);
  step.graph.set_output("gradient", step.gradient);
  EXPECT_FALSE(contains(step.plan(), "A^T + sgd"));
}

TEST(UpdateCalls, AProductThatCouldNotBeSharedStaysOnItsOwn) {
  // Items of 1,024 elements begin at whole rows of 501 only every 1,024 rows.
  EXPECT_FALSE(contains(Stepped(64, 784, 501).plan(), "A^T + sgd"));
}

TEST(UpdateCalls, AProductOfAVariableIsNotMovedBehindItsUpdate) {
  Stepped step(128, 128, 64);
  const Value other = ops::variable(step.graph, "other", {128, 64}, Role::kTrainable);
  step.update(ops::matmul(step.x, other, true), "v");
  ops::assign(other, other * 0.5);
  const std::string plan = step.plan();
  EXPECT_TRUE(contains(plan, "A^T + sgd 128x64"));
  EXPECT_EQ(plan.find("A^T + sgd"), plan.rfind("A^T + sgd")) << plan;
}

}  // namespace
}  // namespace occam::compiler
