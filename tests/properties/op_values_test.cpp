// Ops over axes and places, and their gradients, as plans: against plain loops in double, with one
// thread and three, alone and in a stack.
#include <gtest/gtest.h>

#include <cstring>
#include <functional>

#include "occam/compiler/compile.h"
#include "occam/compiler/gradient.h"
#include "occam/ops/ops.h"
#include "occam/runtime/executor.h"
#include "tests/properties/interpreter.h"

namespace occam {
namespace {

using graph::Value;

struct Tensors {
  Value cube, matrix, row, index;  ///< (5, 70, 33), (70, 33), (33,), (6, 40): positions below 5
};

struct ValueCase {
  const char* name;
  std::function<Value(const Tensors&)> make;
};

const ValueCase kCases[] = {
    {"sum_first", [](const Tensors& t) { return ops::sum(t.cube, {0}); }},
    {"sum_middle", [](const Tensors& t) { return ops::sum(t.cube, {1}); }},
    {"sum_last", [](const Tensors& t) { return ops::sum(t.cube, {-1}, true); }},
    {"sum_outer",
     [](const Tensors& t) {
       return ops::sum(t.cube, {0, 2});
     }},
    {"mean_inner",
     [](const Tensors& t) {
       return ops::mean(ops::square(t.cube), {1, 2});
     }},
    {"mean_all", [](const Tensors& t) { return ops::mean(t.cube) * t.row; }},
    {"max_all", [](const Tensors& t) { return ops::max(t.matrix); }},
    {"max_first", [](const Tensors& t) { return ops::max(t.cube, {0}); }},
    {"max_middle", [](const Tensors& t) { return ops::max(t.cube, {1}); }},
    {"max_last", [](const Tensors& t) { return ops::max(t.cube * t.row, {2}); }},
    {"max_outer",
     [](const Tensors& t) {
       return ops::max(t.cube, {0, 2}, true);
     }},
    {"log_sum_exp",
     [](const Tensors& t) {
       const Value top = ops::stop_gradient(ops::max(t.matrix, {1}, true));
       return ops::log(ops::sum(ops::exp(t.matrix - top), {1}, true)) + top;
     }},
    {"broadcast_middle",
     [](const Tensors& t) {
       return t.cube * ops::reshape(t.row, {1, 1, 33}) - ops::mean(t.cube, {1}, true);
     }},
    {"broadcast_both",
     [](const Tensors& t) {
       return ops::reshape(t.row, {33, 1}) * t.row;
     }},
    {"broadcast_leading", [](const Tensors& t) { return t.matrix - t.cube; }},
    {"row_reshaped",
     [](const Tensors& t) {
       return ops::reshape(ops::broadcast_to(t.row, {70, 33}), {33, 70}) *
              ops::reshape(t.matrix, {33, 70});
     }},
    {"slice",
     [](const Tensors& t) {
       return ops::slice(t.cube, {1, 3, 2}, {3, 66, 30});
     }},
    {"slice_rows",
     [](const Tensors& t) {
       return ops::slice(t.matrix, {9, 0}, {50, 33});
     }},
    {"pad",
     [](const Tensors& t) {
       return ops::pad(t.cube, {{1, 2}, {0, 3}, {4, 0}}, -0.5);
     }},
    {"concatenate",
     [](const Tensors& t) {
       return ops::concatenate({t.cube, ops::square(t.cube)}, 1);
     }},
    {"concatenate_last",
     [](const Tensors& t) {
       return ops::concatenate({t.matrix, t.matrix, ops::tanh(t.matrix)});
     }},
    {"transpose", [](const Tensors& t) { return ops::transpose(t.matrix); }},
    {"transpose_cube",
     [](const Tensors& t) {
       return ops::transpose(ops::tanh(t.cube), {2, 0, 1});
     }},
    {"take", [](const Tensors& t) { return ops::take(t.cube, t.index); }},
    {"one_hot", [](const Tensors& t) { return ops::one_hot(t.index, 5); }},
    {"lookup",
     [](const Tensors& t) {
       const Value places = ops::arange(t.index.graph(), 5);
       return ops::lookup(t.index * 3.0 - 7.0, places * 2.0 - 7.0, ops::cos(places), 2.5, 3);
     }},
    {"take_rows",
     [](const Tensors& t) { return ops::square(ops::take(t.matrix, t.index + 60.0)); }},
    {"group_matmul",
     [](const Tensors& t) {
       return ops::group_matmul(ops::transpose(t.cube, {1, 0, 2}),
                                ops::transpose(t.cube, {0, 2, 1}));
     }},
    {"group_matmul_transposed",
     [](const Tensors& t) {
       return ops::group_matmul(ops::transpose(t.cube, {2, 0, 1}),
                                ops::reshape(t.cube, {5, 33, 70}), true);
     }},
    {"group_matmul_of_columns",
     [](const Tensors& t) {
       return ops::cos(ops::group_matmul(ops::reshape(t.matrix, {70, 33, 1}),
                                         ops::reshape(ops::sin(t.row), {33, 1, 1})));
     }},
    {"norms_of_groups",
     [](const Tensors& t) {
       return ops::safe_sqrt(ops::sum(ops::square(ops::relu(t.matrix)), {0}));
     }},
    {"power_of_norm",
     [](const Tensors& t) { return ops::power(ops::sum(ops::abs(t.matrix)) / 1000.0, 3); }},
    {"power_of_tensor", [](const Tensors& t) { return ops::power(t.matrix, 2); }},
};

class OpValues : public ::testing::TestWithParam<ValueCase> {};

TEST_P(OpValues, EqualPlainLoopsAloneAndInAStack) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const auto declare = [&](const char* path, const Shape& shape) {
    return ops::variable(graph, path, shape, runtime::Role::kTrainable);
  };
  const Tensors tensors{declare("cube", {5, 70, 33}), declare("matrix", {70, 33}),
                        declare("row", {33}), ops::input(graph, "index", {6, 40})};
  const Value value = GetParam().make(tensors);
  const Value weights = declare("weights", value.shape());
  const std::vector<Value> by{tensors.cube, tensors.matrix, tensors.row};
  const std::vector<Value> gradients = compiler::gradient(ops::sum(value * weights), by);
  graph.set_output("value", value);
  graph.set_output("by cube", gradients[0]);
  graph.set_output("by matrix", gradients[1]);
  graph.set_output("by row", gradients[2]);
  const auto plan = compiler::compile(graph);

  constexpr int kModels = 3;
  runtime::State state(layout, kModels);
  std::uint64_t at = 0;
  for (const runtime::Variable& variable : layout.variables()) {
    for (int member = 0; member < kModels; ++member) {
      const auto next = [&] { return 2 * random_uniform({11, 3}, 0, at++) - 0.9f; };
      if (variable.type == runtime::VariableType::kFloat64) {
        state.number(variable, member) = next();
      } else {
        for (float& element : state.tensor(variable, member)) element = next();
      }
    }
  }
  interpreter::Values inputs;
  for (int i = 0; i < 240; ++i) inputs["index"].push_back((i * i + i / 7) % 5);

  /// All outputs of a member, run in a state of `models` of which it is number `member`.
  const auto outputs_of = [&](runtime::State& run_in, int member, int threads) {
    runtime::ThreadPool pool(threads);
    runtime::Executor executor(plan, run_in, pool);
    for (const auto& input : plan->inputs)
      std::copy(inputs["index"].begin(), inputs["index"].end(), executor.input(input).begin());
    executor.run({&member, 1});
    std::vector<std::vector<double>> outputs;
    for (const runtime::PlanValue& output : plan->outputs) {
      if (output.shape.rank() == 0) {
        outputs.push_back({executor.number(output)});
      } else {
        const auto tensor = executor.tensor(output);
        outputs.emplace_back(tensor.begin(), tensor.end());
      }
    }
    return outputs;
  };
  for (int member = 0; member < kModels; ++member) {
    const auto in_stack = outputs_of(state, member, 1);
    EXPECT_EQ(outputs_of(state, member, 3), in_stack);
    runtime::State solo(layout, 1);
    std::memcpy(solo.slab(0), state.slab(member), state.slab_bytes());
    EXPECT_EQ(outputs_of(solo, 0, 1), in_stack);
    const interpreter::Reference reference(graph, interpreter::read_state(layout, state, member),
                                           inputs);
    for (std::size_t k = 0; k < plan->outputs.size(); ++k) {
      const auto node = static_cast<std::size_t>(graph.outputs()[k].second);
      EXPECT_EQ(interpreter::compare(plan->outputs[k].name, in_stack[k],
                                     reference.exact.nodes[node], reference.rounded.nodes[node]),
                "");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Ops, OpValues, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace occam
