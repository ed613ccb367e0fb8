#include "occam/compiler/update_matching.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>

#include "occam/compiler/update_testing.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/maximum.h"
#include "occam/ops/relu.h"
#include "occam/ops/scale.h"
#include "occam/ops/sign.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Value;
using runtime::Role;

/// A graph that steps one weight (or more), its state and gradient filled with random numbers.
struct Step {
  runtime::StateLayout layout;
  graph::Graph graph{layout};
  Shape shape;
  Value w, g;

  explicit Step(Shape of = {5, 700}) : shape(std::move(of)) {
    w = tensor("w");
    g = ops::input(graph, "g", shape);
  }
  Value tensor(const std::string& path) {
    return ops::variable(graph, path, shape, Role::kTrainable);
  }
  Value number(const std::string& path) { return ops::variable(graph, path, {}, Role::kHyper); }
  Value repeat(const std::string& path) { return ops::broadcast_to(number(path), shape); }
  Value l1() { return repeat("l1") * ops::sign(w); }
  Value l2() { return w * repeat("l2"); }

  /// w after decoupled decay.
  Value decayed() { return w - w * number("decay"); }

  void sgd(const Value& gradient, bool nesterov = false, Value start = {}) {
    if (!start) start = w;
    const Value step = gradient * number("rate"), memory = tensor("memory");
    const Value velocity = ops::scale(repeat("momentum"), memory) - step;
    ops::assign(memory, velocity);
    ops::assign(w, start + (nesterov ? ops::scale(repeat("momentum"), velocity) - step : velocity));
  }
  Value adam(const Value& gradient, const Value& weight, const std::string& name = "",
             Value start = {}) {
    if (!start) start = weight;
    const Value m0 = tensor(name + "m"), v0 = tensor(name + "v");
    const Value m = m0 + (gradient - m0) * number("gain_1");
    const Value v = v0 + (ops::square(gradient) - v0) * number("gain_2");
    ops::assign(m0, m);
    ops::assign(v0, v);
    ops::assign(weight, start - m * number("rate") / (ops::sqrt(v) + number("epsilon")));
    return m;
  }

  std::vector<std::byte> run(bool match, std::string* trace) {
    return update_testing::bytes_after_two_steps(graph, layout, match, 2, trace);
  }

  /// The updates that are found; the bits must be those of the tile programs.
  std::string found() {
    std::string with, without;
    const auto matched = run(true, &with), tiles = run(false, &without);
    EXPECT_EQ(matched.size(), tiles.size());
    EXPECT_EQ(std::memcmp(matched.data(), tiles.data(), tiles.size()), 0) << with;
    EXPECT_EQ(without.find("adam"), std::string::npos);
    EXPECT_EQ(without.find("sgd"), std::string::npos);
    std::string text;
    const std::size_t begin = with.find('\n', with.find("== match updates")) + 1;
    for (std::size_t at = begin; with.compare(at, 2, "==") != 0;) {
      const std::size_t end = with.find('\n', at), label = with.find(": ", at) + 2;
      text += (text.empty() ? "" : "; ") + with.substr(label, end - label);
      at = end + 1;
    }
    return text;
  }
};

TEST(UpdateMatching, FindsEveryRule) {
  Step sgd, nesterov, adam;
  sgd.sgd(sgd.g);
  EXPECT_EQ(sgd.found(), "sgd 5x700");
  nesterov.sgd(nesterov.g, true);
  EXPECT_EQ(nesterov.found(), "nesterov sgd 5x700");
  adam.adam(adam.g, adam.w);
  EXPECT_EQ(adam.found(), "adam 5x700");
}

TEST(UpdateMatching, FindsPenaltiesInAnyAssociation) {
  const std::pair<std::function<Value(Step&)>, const char*> kGradients[] = {
      {[](Step& s) { return s.l1() + s.g; }, "adam 5x700 + l1"},
      {[](Step& s) { return s.g + s.l2(); }, "adam 5x700 + l2"},
      {[](Step& s) { return s.l1() + s.l2() + s.g; }, "adam 5x700 + l1 + l2"},
      {[](Step& s) { return s.g + (s.l2() + s.l1()); }, "adam 5x700 + l1 + l2"},
      {[](Step& s) { return s.g + s.l2() + s.l1(); }, "adam 5x700 + l1 + l2"},
      {[](Step& s) { return s.l2() + (s.l1() + s.g); }, "adam 5x700 + l1 + l2"},
      {[](Step& s) { return s.l2() + (s.g + s.w * s.repeat("other")); }, "adam 5x700 + l2"},
      {[](Step& s) { return s.l1() + ops::relu(s.g); }, "adam 5x700 + l1"},
      {[](Step& s) { return ops::sign(s.g) * s.repeat("l1") + s.g; }, "adam 5x700"},
  };
  for (const auto& [gradient, label] : kGradients) {
    Step step;
    step.adam(gradient(step), step.w);
    EXPECT_EQ(step.found(), label);
  }
}

TEST(UpdateMatching, FindsDecoupledDecay) {
  for (const bool nesterov : {false, true}) {
    Step sgd;
    sgd.sgd(sgd.g + sgd.l2(), nesterov, sgd.decayed());
    EXPECT_EQ(sgd.found(), std::string(nesterov ? "nesterov " : "") + "sgd 5x700 + l2, decay");
  }
  Step adam, other, read, seen;
  adam.graph.set_output("square", ops::sum(ops::square(adam.w)));
  adam.adam(adam.l1() + adam.l2() + adam.g, adam.w, "", adam.decayed());
  EXPECT_EQ(adam.found(), "adam 5x700 + l1 + l2, decay, sum w^2");
  // What starts from another variable, and a decayed weight that something else reads, stay.
  const Value b = other.tensor("b");
  other.adam(other.g, other.w, "", b - b * other.number("decay"));
  EXPECT_EQ(other.found(), "");
  const Value decayed = read.decayed();
  read.graph.set_output("decayed", decayed);
  read.adam(read.g, read.w, "", decayed);
  EXPECT_EQ(read.found(), "");
  // A gradient that sees the decayed weight.
  const Value start = seen.decayed();
  seen.sgd(start * seen.repeat("l2") + seen.g, false, start);
  EXPECT_EQ(seen.found(), "");
}

TEST(UpdateMatching, TakesTheSumsOfTheWeight) {
  Step step;
  step.graph.set_output("abs", ops::sum(ops::abs(step.w)));
  step.graph.set_output("square", ops::sum(ops::square(step.w)));
  step.sgd(step.l2() + step.l1() + step.g);
  EXPECT_EQ(step.found(), "sgd 5x700 + l1 + l2, sum |w|, sum w^2");
}

TEST(UpdateMatching, SumsOfAProgramOverRowsStayThere) {
  // With a factor for each row the tile program adds in another order.
  Step step;
  const Value row = ops::variable(step.graph, "row", {700}, Role::kTrainable);
  step.graph.set_output("square", ops::sum(ops::square(step.w)));
  step.graph.set_output("other", step.w * ops::broadcast_to(row, step.shape));
  step.sgd(step.g + step.l2());
  EXPECT_EQ(step.found(), "sgd 5x700 + l2");
}

TEST(UpdateMatching, SeveralUpdatesAndMoreInOneGroup) {
  Step step({600});
  const Value b = step.tensor("b"), mean = step.tensor("mean");
  const Value b_gradient = ops::relu(step.g) * step.w;
  step.graph.set_output("more", b_gradient + b);
  step.adam(step.g, step.w, "w_");
  step.adam(b_gradient, b, "b_");
  ops::assign(mean, mean * step.number("l1") + step.w);
  EXPECT_EQ(step.found(), "adam 600; adam 600");
}

TEST(UpdateMatching, ANodeThatIsReadElsewhereKeepsTheTileProgram) {
  Step velocity, moment, total;
  velocity.sgd(velocity.g);
  velocity.graph.set_output("out",
                            ops::scale(velocity.repeat("momentum"), velocity.tensor("memory")));
  EXPECT_EQ(velocity.found(), "");
  moment.graph.set_output("out", moment.adam(moment.g, moment.w));
  EXPECT_EQ(moment.found(), "");
  // A gradient that is read elsewhere is stored as a whole.
  const Value gradient = total.l2() + total.g;
  total.graph.set_output("out", gradient);
  total.sgd(gradient);
  EXPECT_EQ(total.found(), "sgd 5x700");
}

TEST(UpdateMatching, OtherStructuresStay) {
  const std::function<void(Step&)> kOthers[] = {
      [](Step& s) { ops::assign(s.w, s.w - s.g * s.number("rate")); },
      [](Step& s) {  // the step is added
        const Value velocity =
            ops::scale(s.repeat("momentum"), s.tensor("memory")) + s.g * s.number("rate");
        ops::assign(s.tensor("memory"), velocity);
        ops::assign(s.w, s.w + velocity);
      },
      [](Step& s) {  // another variable gets the velocity
        const Value velocity =
            ops::scale(s.repeat("momentum"), s.tensor("memory")) - s.g * s.number("rate");
        ops::assign(s.tensor("other"), velocity);
        ops::assign(s.w, s.w + velocity);
      },
      [](Step& s) {  // the learning rate is a constant
        const Value velocity = ops::scale(s.repeat("momentum"), s.tensor("memory")) - s.g * 0.1;
        ops::assign(s.tensor("memory"), velocity);
        ops::assign(s.w, s.w + velocity);
      },
      [](Step& s) {  // amsgrad
        const Value m = s.tensor("m") + (s.g - s.tensor("m")) * s.number("gain_1");
        const Value v = s.tensor("v") + (ops::square(s.g) - s.tensor("v")) * s.number("gain_2");
        const Value bound = ops::maximum(s.tensor("bound"), v);
        ops::assign(s.tensor("m"), m);
        ops::assign(s.tensor("v"), v);
        ops::assign(s.tensor("bound"), bound);
        ops::assign(s.w, s.w - m * s.number("rate") / (ops::sqrt(bound) + s.number("epsilon")));
      },
      [](Step& s) { s.adam(s.tensor("slow"), s.w); },  // the gradient is itself a variable
  };
  for (const auto& write : kOthers) {
    Step step;
    write(step);
    EXPECT_EQ(step.found(), "");
  }
}

}  // namespace
}  // namespace occam::compiler
