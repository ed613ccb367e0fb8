// Reverse mode and the gradient rule of every op against central differences of the interpreter, in
// double.
#include "occam/compiler/gradient.h"

#include <gtest/gtest.h>

#include <functional>

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/dropout.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/log.h"
#include "occam/ops/log1p.h"
#include "occam/ops/matmul.h"
#include "occam/ops/maximum.h"
#include "occam/ops/minimum.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/relu.h"
#include "occam/ops/reshape.h"
#include "occam/ops/scale.h"
#include "occam/ops/select.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/standardize.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"
#include "tests/properties/interpreter.h"

namespace occam {
namespace {

using graph::Value;
using interpreter::Interpreter;
using interpreter::Values;

/// A function of the variables a, b (any shape), row [cols], column [rows], number (); inputs that
/// are positive and away from each other's kinks.
struct Variables {
  Value a, b, row, column, number, wide;
};
using Function = std::function<Value(const Variables&)>;

struct GradientCase {
  const char* name;
  Function function;
};

void expect_gradient(const std::string& name, const Function& function) {
  runtime::StateLayout layout;
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  graph::Graph graph(layout);
  const auto declare = [&](const char* path, const Shape& shape) {
    const auto role = shape.rank() ? runtime::Role::kTrainable : runtime::Role::kHyper;
    return ops::variable(graph, path, shape, role);
  };
  const Variables v{declare("a", {3, 4}),   declare("b", {3, 4}),  declare("row", {4}),
                    declare("column", {3}), declare("number", {}), declare("wide", {4, 5})};
  const Value result = function(v);
  // Weights of the result's elements, so that no sum of gradients cancels.
  Value weighted = result;
  if (!result.is_scalar()) {
    const Value weights = declare("weights", result.shape());
    weighted = ops::sum(result * weights);
  }
  const Value loss = ops::square(weighted) + weighted;
  std::vector<Value> by{v.a, v.b, v.row, v.column, v.number, v.wide};
  const std::vector<Value> gradients = compiler::gradient(loss, by);

  Values values;
  values["seed"] = {9};
  values["step"] = {4};
  std::uint64_t index = 0;
  for (const runtime::Variable& variable : layout.variables()) {
    for (std::int64_t i = 0; i < variable.shape.size(); ++i) {
      const double u = random_uniform({31, 1}, 0, index++);
      if (variable.type != runtime::VariableType::kUint64)
        values[variable.path].push_back(variable.path == "number" ? 0.37 : 0.2 + 0.7 * u);
    }
  }
  // Signs of both kinds; no element near 0 or 0.55, where the functions below have kinks.
  for (std::size_t i = 0; i < 12; i += 3) values["a"][i] = -values["a"][i];
  const auto loss_at = [&] {
    const auto nodes = Interpreter<double>(graph, values, {}).run().nodes;
    return nodes[static_cast<std::size_t>(loss.id())][0];
  };
  const auto exact = Interpreter<double>(graph, values, {}).run().nodes;
  for (std::size_t g = 0; g < by.size(); ++g) {
    const std::string path = layout[by[g].node().attributes.variable].path;
    ASSERT_EQ(gradients[g].shape(), by[g].shape()) << name;
    for (std::size_t i = 0; i < values[path].size(); ++i) {
      const double at = values[path][i], step = 1e-5;
      values[path][i] = at + step;
      const double above = loss_at();
      values[path][i] = at - step;
      const double below = loss_at();
      values[path][i] = at;
      const double expected = (above - below) / (2 * step);
      EXPECT_NEAR(exact[static_cast<std::size_t>(gradients[g].id())][i], expected,
                  1e-6 * (1 + std::fabs(expected)))
          << name << " by " << path << "[" << i << "]";
    }
  }
}

const GradientCase kCases[] = {
    {"add", [](const Variables& v) { return v.a + v.b; }},
    {"subtract", [](const Variables& v) { return v.a - v.b; }},
    {"multiply", [](const Variables& v) { return v.a * v.b; }},
    {"divide", [](const Variables& v) { return v.a / v.b; }},
    {"negate", [](const Variables& v) { return -v.a; }},
    {"abs", [](const Variables& v) { return ops::abs(v.a); }},
    {"square", [](const Variables& v) { return ops::square(v.a); }},
    {"sqrt", [](const Variables& v) { return ops::sqrt(v.b); }},
    {"reciprocal", [](const Variables& v) { return ops::reciprocal(v.a); }},
    {"exp", [](const Variables& v) { return ops::exp(v.a); }},
    {"log", [](const Variables& v) { return ops::log(v.b); }},
    {"log1p", [](const Variables& v) { return ops::log1p(v.a); }},
    {"tanh", [](const Variables& v) { return ops::tanh(v.a); }},
    {"sigmoid", [](const Variables& v) { return ops::sigmoid(v.a); }},
    {"relu", [](const Variables& v) { return ops::relu(v.a); }},
    {"maximum", [](const Variables& v) { return ops::maximum(v.a, v.b); }},
    {"minimum", [](const Variables& v) { return ops::minimum(v.a, v.b); }},
    {"scale",
     [](const Variables& v) {
       return ops::scale(ops::broadcast_to(ops::fill_like(v.number, 0.3), v.a.shape()), v.a);
     }},
    {"clip",
     [](const Variables& v) {
       return ops::clip(v.a, ops::fill_like(v.a, -0.5), ops::fill_like(v.a, 0.5));
     }},
    {"select",
     [](const Variables& v) {
       return ops::select(ops::greater(v.a, ops::fill_like(v.a, 0.5)), ops::square(v.a), v.a * v.b);
     }},
    {"dropout",
     [](const Variables& v) { return ops::dropout(v.a, ops::fill_like(v.number, 0.4), 17); }},
    {"broadcast_scalar", [](const Variables& v) { return v.number * v.a; }},
    {"broadcast_rows", [](const Variables& v) { return v.a * v.row; }},
    {"broadcast_columns",
     [](const Variables& v) { return v.a * ops::broadcast_columns(v.column, v.a.shape()); }},
    {"sum", [](const Variables& v) { return ops::sum(v.a * v.b); }},
    {"sum_rows", [](const Variables& v) { return ops::sum_rows(v.a * v.a); }},
    {"sum_columns", [](const Variables& v) { return ops::sum_columns(v.a * v.b); }},
    {"reshape",
     [](const Variables& v) {
       return ops::reshape(v.a * v.a, {2, 6});
     }},
    {"matmul", [](const Variables& v) { return ops::matmul(v.a, v.wide); }},
    {"matmul A^T", [](const Variables& v) { return ops::matmul(v.a, v.b, true, false); }},
    {"matmul B^T", [](const Variables& v) { return ops::matmul(v.a, v.b, false, true); }},
    {"matmul A^T B^T", [](const Variables& v) { return ops::matmul(v.wide, v.a, true, true); }},
    {"matmul with itself", [](const Variables& v) { return ops::matmul(v.a, v.a, true, false); }},
    {"softmax", [](const Variables& v) { return ops::softmax(v.a); }},
    {"softmax_cross_entropy",
     [](const Variables& v) { return ops::softmax_cross_entropy(v.a, ops::fill_like(v.a, 0.3)); }},
    {"sparse_softmax_cross_entropy",
     [](const Variables& v) {
       return ops::sparse_softmax_cross_entropy(v.a, ops::fill_like(v.column, 2.0));
     }},
    {"standardize",
     [](const Variables& v) {
       return ops::standardize(v.a, ops::fill_like(v.number, 0.01)).normalized;
     }},
    {"a value read twice",
     [](const Variables& v) {
       const Value h = ops::tanh(v.a);
       return h * h + ops::sigmoid(h) * v.row;
     }},
};

class Gradient : public ::testing::TestWithParam<GradientCase> {};
TEST_P(Gradient, EqualsFiniteDifferences) { expect_gradient(GetParam().name, GetParam().function); }
INSTANTIATE_TEST_SUITE_P(Ops, Gradient, ::testing::ValuesIn(kCases), [](const auto& tested) {
  std::string name;
  for (const char c : std::string(tested.param.name)) name += std::isalnum(c) ? c : '_';
  return name;
});

// Where a function has a kink, Keras's choice: |w| has slope 0 at 0, relu too.
TEST(GradientRules, AtKinks) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {3}, runtime::Role::kTrainable);
  const Value loss = ops::sum(ops::abs(w)) + 10.0 * ops::sum(ops::relu(w));
  const Value gradient = compiler::gradient(loss, std::vector{w})[0];
  const auto nodes = Interpreter<double>(graph, {{"w", {0, -2, 3}}}, {}).run().nodes;
  EXPECT_EQ(nodes[static_cast<std::size_t>(gradient.id())], (std::vector<double>{0, -1, 11}));
}

TEST(GradientRules, AVariableOutsideTheLossGetsZeros) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2}, runtime::Role::kTrainable);
  const Value other = ops::variable(graph, "other", {2, 3}, runtime::Role::kTrainable);
  const auto gradients = compiler::gradient(ops::sum(w), std::vector{w, other});
  const auto nodes =
      Interpreter<double>(graph, {{"w", {1, 2}}, {"other", std::vector<double>(6, 5)}}, {}).run();
  EXPECT_EQ(nodes.nodes[static_cast<std::size_t>(gradients[0].id())], (std::vector<double>{1, 1}));
  EXPECT_EQ(nodes.nodes[static_cast<std::size_t>(gradients[1].id())], std::vector<double>(6, 0));
}

}  // namespace
}  // namespace occam
