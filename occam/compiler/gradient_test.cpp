// Reverse mode and the gradient rule of every op against central differences of the interpreter, in
// double.
#include "occam/compiler/gradient.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "occam/base/errors.h"
#include "occam/ops/catalogue.h"
#include "occam/ops/ops.h"
#include "occam/ops/zero_gradient.h"
#include "tests/properties/interpreter.h"

namespace occam {
namespace {

using graph::Value;
using interpreter::Interpreter;
using interpreter::Values;

/// A function of the variables a, b (any shape), row [cols], column [rows], number (); inputs that
/// are positive and away from each other's kinks.
struct Variables {
  Value a, b, row, column, number, wide, cube;
};
using Function = std::function<Value(const Variables&)>;

struct GradientCase {
  const char* name;
  Function function;
};

/// The gradient of sum(f) by one variable.
Value slope(const Value& f, const Value& by) {
  return compiler::gradient(ops::sum(f), std::vector{by})[0];
}

void expect_gradient(const std::string& name, const Function& function) {
  runtime::StateLayout layout;
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  graph::Graph graph(layout);
  const auto declare = [&](const char* path, const Shape& shape) {
    const auto role = shape.rank() ? runtime::Role::kTrainable : runtime::Role::kHyper;
    return ops::variable(graph, path, shape, role);
  };
  const Variables v{declare("a", {3, 4}),      declare("b", {3, 4}),  declare("row", {4}),
                    declare("column", {3}),    declare("number", {}), declare("wide", {4, 5}),
                    declare("cube", {2, 3, 4})};
  const Value result = function(v);
  // Weights of the result's elements, so that no sum of gradients cancels.
  Value weighted = result;
  if (!result.is_scalar()) {
    const Value weights = declare("weights", result.shape());
    weighted = ops::sum(result * weights);
  }
  const Value loss = ops::square(weighted) + weighted;
  std::vector<Value> by{v.a, v.b, v.row, v.column, v.number, v.wide, v.cube};
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
    {"expm1", [](const Variables& v) { return ops::expm1(v.a); }},
    {"log", [](const Variables& v) { return ops::log(v.b); }},
    {"log1p", [](const Variables& v) { return ops::log1p(v.a); }},
    {"tanh", [](const Variables& v) { return ops::tanh(v.a); }},
    {"sin", [](const Variables& v) { return ops::sin(v.a); }},
    {"cos", [](const Variables& v) { return ops::cos(v.a); }},
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
    {"clip by its limits", [](const Variables& v) { return ops::clip(v.a, v.b - 0.6, v.b); }},
    {"scale by its factor", [](const Variables& v) { return ops::scale(v.b, v.a); }},
    {"copy", [](const Variables& v) { return ops::copy(v.a); }},
    {"safe_sqrt", [](const Variables& v) { return ops::safe_sqrt(v.b); }},
    {"power of a scalar", [](const Variables& v) { return ops::power(v.number, 3); }},
    {"power of a sum", [](const Variables& v) { return ops::power(ops::sum(ops::abs(v.a)), 2); }},
    {"power of a tensor", [](const Variables& v) { return ops::power(v.a, -2); }},
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
    {"sum over all axes",
     [](const Variables& v) {
       return ops::sum(v.cube * v.cube, {0, 1, 2});
     }},
    {"sum over the middle axis",
     [](const Variables& v) { return ops::sum(ops::square(v.cube), {1}); }},
    {"sum over outer axes",
     [](const Variables& v) {
       return ops::sum(v.cube * v.a, {0, -1});
     }},
    {"sum with keepdims",
     [](const Variables& v) {
       return v.cube * ops::sum(v.cube, {1, 2}, true);
     }},
    {"mean", [](const Variables& v) { return v.cube * ops::mean(ops::square(v.cube)); }},
    {"mean over axes",
     [](const Variables& v) {
       return ops::mean(v.cube * v.cube, {0, 1});
     }},
    {"max", [](const Variables& v) { return ops::max(v.a); }},
    {"max over the middle axis", [](const Variables& v) { return ops::max(v.cube, {1}); }},
    {"max over outer axes",
     [](const Variables& v) {
       return ops::max(v.cube, {0, 2}, true);
     }},
    {"max over the last axis", [](const Variables& v) { return ops::max(v.cube * v.a, {-1}); }},
    {"broadcast over the middle axis",
     [](const Variables& v) {
       return ops::reshape(v.b, {1, 3, 4}) * ops::reshape(v.a, {3, 1, 4});
     }},
    {"broadcast of both",
     [](const Variables& v) {
       return ops::reshape(v.row, {1, 4}) / ops::reshape(v.column, {3, 1});
     }},
    {"broadcast over outer axes",
     [](const Variables& v) {
       return ops::square(v.cube) - ops::reshape(v.column, {1, 3, 1});
     }},
    {"slice",
     [](const Variables& v) {
       return ops::slice(ops::square(v.cube), {1, 0, 1}, {1, 2, 3});
     }},
    {"pad",
     [](const Variables& v) {
       return ops::pad(ops::square(v.a), {{1, 0}, {2, 3}}, 0.7);
     }},
    {"concatenate",
     [](const Variables& v) {
       return ops::concatenate({v.a, ops::square(v.b), v.a}, 0);
     }},
    {"concatenate along the last axis",
     [](const Variables& v) {
       return ops::concatenate({v.a, ops::reshape(v.column, {3, 1})});
     }},
    {"transpose",
     [](const Variables& v) {
       return ops::transpose(ops::square(v.cube), {2, 0, 1});
     }},
    {"take",
     [](const Variables& v) { return ops::take(ops::square(v.a), ops::fill_like(v.column, 2.0)); }},
    {"take of blocks",
     [](const Variables& v) {
       return ops::take(ops::square(v.cube), ops::greater(v.b, ops::fill_like(v.b, 0.5)));
     }},
    {"a row repeated and reshaped",
     [](const Variables& v) {
       return v.wide * ops::reshape(ops::broadcast_to(v.row, {5, 4}), {4, 5});
     }},
    {"reshape",
     [](const Variables& v) {
       return ops::reshape(v.a * v.a, {2, 6});
     }},
    {"matmul", [](const Variables& v) { return ops::matmul(v.a, v.wide); }},
    {"matmul A^T", [](const Variables& v) { return ops::matmul(v.a, v.b, true, false); }},
    {"matmul B^T", [](const Variables& v) { return ops::matmul(v.a, v.b, false, true); }},
    {"matmul A^T B^T", [](const Variables& v) { return ops::matmul(v.wide, v.a, true, true); }},
    {"group_matmul",
     [](const Variables& v) {
       return ops::group_matmul(ops::square(v.cube), ops::reshape(v.cube, {3, 4, 2}));
     }},
    {"group_matmul transposed",
     [](const Variables& v) {
       return ops::group_matmul(ops::square(v.cube), ops::reshape(v.cube, {3, 2, 4}), true);
     }},
    {"gradient of group_matmul",
     [](const Variables& v) {
       const Value weights = ops::reshape(ops::square(v.a), {3, 4, 1});
       return slope(ops::square(ops::group_matmul(v.cube, weights)), v.a);
     }},
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
    // Gradients of gradients: the rules of the ops that only gradients make.
    {"gradient of relu",
     [](const Variables& v) { return ops::relu_gradient(v.a, ops::square(v.b)); }},
    {"gradient of softmax", [](const Variables& v) { return slope(ops::softmax(v.a) * v.b, v.a); }},
    {"gradient of softmax_cross_entropy",
     [](const Variables& v) {
       return slope(ops::softmax_cross_entropy(v.a, ops::fill_like(v.a, 0.3)) * v.column, v.a);
     }},
    {"gradient of sparse_softmax_cross_entropy",
     [](const Variables& v) {
       const Value label = ops::fill_like(v.column, 2.0);
       return slope(ops::sparse_softmax_cross_entropy(v.a, label) * v.column, v.a);
     }},
    {"sparse_gradient_of_softmax",
     [](const Variables& v) {
       const Value label = ops::fill_like(v.column, 2.0);
       return v.a.graph().add(ops::sparse_gradient_of_softmax_op, {v.a, label, v.column});
     }},
    {"gradient of take",
     [](const Variables& v) {
       return slope(ops::square(ops::take(v.a, ops::fill_like(v.column, 1.0))), v.a);
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

/// The ops of a case that lie between a variable and the result.
std::set<std::string_view> ops_of(const Function& function) {
  runtime::StateLayout layout;
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  graph::Graph graph(layout);
  const auto declare = [&](const char* path, const Shape& shape) {
    return ops::variable(graph, path, shape, runtime::Role::kTrainable);
  };
  function({declare("a", {3, 4}), declare("b", {3, 4}), declare("row", {4}), declare("column", {3}),
            declare("number", {}), declare("wide", {4, 5}), declare("cube", {2, 3, 4})});
  std::set<std::string_view> names;
  for (int id = 0; id < graph.size(); ++id) names.insert(graph[id].op->name);
  return names;
}

// Every op: its rule is compared with finite differences above, or is the rule that it is zero, or
// it stands where no gradient passes.
TEST(GradientRules, EveryOpHasOneThatIsTested) {
  std::set<std::string_view> tested;
  for (const GradientCase& c : kCases) tested.merge(ops_of(c.function));
  for (const graph::Op* op : ops::catalogue()) {
    if (op->gradient == ops::zero_gradient) continue;
    const bool no_way_through =
        op->kind == graph::Kind::kInput || op->kind == graph::Kind::kVariable ||
        op->kind == graph::Kind::kConstant || op->kind == graph::Kind::kAssign ||
        op == &ops::arange_op || op == &ops::random_uniform_op ||  // take no input of a loss
        op == &ops::group_radius_op || op == &ops::hier_prox_op;   // of an optimizer's step
    EXPECT_EQ(op->gradient == nullptr, no_way_through) << op->name;
    EXPECT_TRUE(no_way_through || tested.contains(op->name)) << op->name;
  }
}

TEST(GradientRules, OfSignsComparisonsAndPositionsAreZero) {
  const std::pair<const char*, Function> flat[] = {
      {"sign", [](const Variables& v) { return ops::sign(v.a); }},
      {"equal", [](const Variables& v) { return ops::equal(v.a, v.b); }},
      {"greater", [](const Variables& v) { return ops::greater(v.a, v.b); }},
      {"greater_equal", [](const Variables& v) { return ops::greater_equal(v.a, v.b); }},
      {"lookup",
       [](const Variables& v) {
         const Value places = ops::arange(v.a.graph(), 4);
         return ops::lookup(ops::greater(v.a, v.b) * 3.0, places * 3.0, ops::cos(places), 2.5, 3);
       }},
      {"is_finite", [](const Variables& v) { return ops::is_finite(v.a); }},
      {"argmax", [](const Variables& v) { return ops::argmax(v.a); }}};
  std::set<std::string_view> named{"stop_gradient"};
  for (const auto& [name, function] : flat) {
    expect_gradient(name, function);
    named.insert(name);
  }
  for (const graph::Op* op : ops::catalogue())
    EXPECT_EQ(op->gradient == ops::zero_gradient, named.contains(op->name)) << op->name;
}

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

TEST(GradientRules, StopGradientMakesAConstant) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2}, runtime::Role::kTrainable);
  const Value loss = ops::sum(w * ops::stop_gradient(ops::square(w)));
  const Value gradient = compiler::gradient(loss, std::vector{w})[0];
  const auto nodes = Interpreter<double>(graph, {{"w", {3, -2}}}, {}).run().nodes;
  EXPECT_EQ(nodes[static_cast<std::size_t>(gradient.id())], (std::vector<double>{9, 4}));
}

// A largest value that stands twice shares its gradient, over all axes at once; an empty group's
// norm has slope 0; a power of 0 too.
TEST(GradientRules, AtTiesAndZeros) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2, 2, 2}, runtime::Role::kTrainable);
  const Value z = ops::variable(graph, "z", {2}, runtime::Role::kTrainable);
  const Value largest = ops::max(w, {0, 2}) * ops::input(graph, "x", {2});
  const Value loss = ops::sum(largest) + ops::sum(ops::safe_sqrt(z)) + ops::sum(ops::power(z, 0)) +
                     ops::sum(ops::power(z, 1));
  const auto gradients = compiler::gradient(loss, std::vector{w, z});
  const interpreter::Values values{{"w", {5, 1, 7, 6, 5, 5, 2, 3}}, {"z", {0, 0.25}}};
  const auto nodes = Interpreter<double>(graph, values, {{"x", {3, 10}}}).run().nodes;
  EXPECT_EQ(nodes[static_cast<std::size_t>(gradients[0].id())],
            (std::vector<double>{1, 0, 10, 0, 1, 1, 0, 0}));
  EXPECT_EQ(nodes[static_cast<std::size_t>(gradients[1].id())], (std::vector<double>{1, 2}));
}

/// The message with which the gradient of sum(f(w)) by w is refused.
template <class F>
std::string refusal(const F& f) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {3, 3}, runtime::Role::kTrainable);
  try {
    compiler::gradient(ops::sum(f(w)), std::vector{w});
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

TEST(GradientRules, WhatHasNoneIsRefusedByName) {
  static const graph::Op own{.name = "own_op", .infer = ops::same_shape};
  const auto by = [](const std::string& what) {
    return ::testing::StartsWith(what + ". Expected");
  };
  EXPECT_THAT(refusal([](const Value& w) { return ops::elementwise(own, {w}); }),
              by("own_op: no gradient by the values it reads"));
  EXPECT_THAT(refusal([](const Value& w) { return ops::power(w, w); }),
              by("power: no gradient by b"));
  EXPECT_THAT(refusal([](const Value& w) { return ops::dropout(w, ops::sum(w), 1); }),
              by("dropout: no gradient by rate"));
  EXPECT_THAT(refusal([](const Value& w) { return ops::take(w, ops::sum_columns(w)); }),
              by("take: no gradient by indices"));
  EXPECT_THAT(refusal([](const Value& w) { return ops::softmax_cross_entropy(w, w); }),
              by("softmax_cross_entropy: no gradient by target"));
  EXPECT_THAT(refusal([](const Value& w) {
                return ops::sparse_softmax_cross_entropy(w, ops::sum_columns(w));
              }),
              by("sparse_softmax_cross_entropy: no gradient by label"));
  EXPECT_THAT(refusal([](const Value& w) { return ops::standardize(w, ops::sum(w)).normalized; }),
              by("standardized: no gradient by epsilon"));
  EXPECT_EQ(
      refusal([](const Value& w) { return ops::softmax_cross_entropy(w, ops::stop_gradient(w)); }),
      "");
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
