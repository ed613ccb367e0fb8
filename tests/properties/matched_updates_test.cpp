// Updates that a kernel of their own computes against the tile programs of the same plan, bit for
// bit: random networks and the ones that the kernel was written for.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "occam/compiler/compile.h"
#include "occam/runtime/executor.h"
#include "tests/properties/random_network.h"

namespace occam {
namespace {

using random_network::Network;

struct Outcome {
  std::vector<std::byte> state;
  std::string plan;
};

/// The state after three steps from random numbers.
Outcome train(const Network& net, std::uint64_t seed, bool match) {
  const models::Description description = random_network::description_of(net);
  runtime::StateLayout layout;
  const models::BuiltGraph built =
      models::build(description, layout, {training::Mode::kTrain, net.batch});
  const auto plan = compiler::compile(
      *built.graph, {.advance = static_cast<int>(*layout.find("step")), .match_updates = match});
  std::uint32_t stream = 0;
  const auto fill = [&](std::span<float> values, double low, double high) {
    ++stream;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double u = static_cast<double>(random_uniform({seed, stream}, 0, i));
      values[i] = static_cast<float>(low + (high - low) * u);
    }
  };
  runtime::State state(layout, 1);
  for (const runtime::Variable& variable : layout.variables()) {
    if (variable.type != runtime::VariableType::kFloat32) continue;
    const bool positive = variable.path.find("variance") != std::string::npos;
    if (variable.role != runtime::Role::kSlot)
      fill(state.tensor(variable), positive ? 0.5 : -0.5, 0.7);
  }
  for (const auto& [index, value] : built.numbers) state.number(layout[index]) = value;
  runtime::ThreadPool pool(1);
  runtime::Executor executor(plan, state, pool);
  fill(executor.input(*plan->input(models::input_name(0))), -1, 1);
  const std::span<float> y = executor.input(*plan->input(models::target_name(0)));
  fill(y, 0, net.labels ? static_cast<double>(net.classes) - 0.01 : 1);
  if (net.labels)
    std::transform(y.begin(), y.end(), y.begin(), [](float v) { return std::floor(v); });
  const int member = 0;
  for (int step = 0; step < 3; ++step) executor.run({&member, 1});
  return {{state.slab(0), state.slab(0) + state.slab_bytes()}, to_text(*plan)};
}

/// "" or what differs.
std::string compare(const Network& net, std::uint64_t seed) {
  const Outcome with = train(net, seed, true), without = train(net, seed, false);
  return with.state == without.state ? "" : "other bits of the state\n" + with.plan + without.plan;
}

TEST(MatchedUpdates, GiveTheBitsOfTileProgramsInRandomNetworks) {
  EXPECT_TRUE(random_network::check("three steps with and without matched updates", 300, [] {
    const auto c = *random_network::any_network();
    const std::string difference = compare(random_network::network_of(c), c.seed);
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

int occurrences(const std::string& text, const std::string& what) {
  int count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

TEST(MatchedUpdates, AreInThePlansOfTheBenchmarks) {
  Network dense;
  dense.layers = {layers::Dense{.units = 10}};
  dense.input_shape = {20};
  dense.target_shape = {10};
  dense.options = {.optimizer = optimizers::SGD{.learning_rate = 1e-3}, .loss = "mse"};
  EXPECT_EQ(compare(dense, 1), "");
  const std::string dense_plan = train(dense, 1, true).plan;
  EXPECT_EQ(occurrences(dense_plan, "sgd 20x10 "), 1) << dense_plan;
  EXPECT_EQ(occurrences(dense_plan, "sgd 10 "), 1) << dense_plan;

  Network mlp;
  const auto hidden = [](Regularizer penalty) {
    return layers::Dense{.units = 16, .activation = "relu", .kernel_regularizer = penalty};
  };
  mlp.layers = {hidden(regularizers::L2{0.001}), hidden(regularizers::L1{0.001, false}),
                hidden(regularizers::L1L2{0.001, 0.01, false}), layers::Dense{.units = 1}};
  mlp.input_shape = {10};
  mlp.target_shape = {1};
  mlp.batch = 32;
  mlp.options = {.optimizer = "adam", .loss = "mse"};
  EXPECT_EQ(compare(mlp, 2), "");
  const std::string mlp_plan = train(mlp, 2, true).plan;
  for (const char* call : {"adam 10x16 + l2, sum w^2 ", "adam 16x16 + l1, sum |w| ",
                           "adam 16x16 + l1 + l2, sum |w|, sum w^2 ", "adam 16x1 ", "adam 1 "})
    EXPECT_EQ(occurrences(mlp_plan, call), 1) << call << "\n" << mlp_plan;
  EXPECT_EQ(occurrences(mlp_plan, "adam 16 "), 3) << mlp_plan;

  // With exact zeros too a weight takes one sweep a step.
  mlp.layers = {hidden(regularizers::L1{0.001}), hidden(regularizers::L1L2{0.001, 0.01}),
                layers::Dense{.units = 1}};
  for (const auto& [optimizer, rule] :
       {std::pair<Optimizer, std::string>{"adam", "adam"},
        {optimizers::SGD{.momentum = 0.9}, "sgd"},
        {optimizers::SGD{.momentum = 0.9, .nesterov = true}, "nesterov sgd"}}) {
    mlp.options.optimizer = optimizer;
    EXPECT_EQ(compare(mlp, 4), "");
    const std::string plan = train(mlp, 4, true).plan;
    EXPECT_EQ(occurrences(plan, rule + " 10x16, soft threshold, sum |w| "), 1) << plan;
    EXPECT_EQ(occurrences(plan, rule + " 16x16, soft threshold + l2, sum |w|, sum w^2 "), 1)
        << plan;
  }

  // Decoupled decay is a part of it, where a weight has any.
  mlp.layers = {hidden(regularizers::L2{0.001}), hidden(regularizers::L1L2{0.001, 0.01, false}),
                hidden(regularizers::L1{0.001}), layers::Dense{.units = 1}};
  for (const auto& [optimizer, rule] :
       {std::pair<Optimizer, std::string>{optimizers::AdamW{.exclude_from_weight_decay = {"bias"}},
                                          "adam"},
        {optimizers::SGD{
             .momentum = 0.9, .weight_decay = 0.02, .exclude_from_weight_decay = {"bias"}},
         "sgd"},
        {optimizers::SGD{.momentum = 0.9,
        .nesterov = true,
        .weight_decay = 0.02,
        .exclude_from_weight_decay = {"bias"}},
         "nesterov sgd"}}) {
    mlp.options.optimizer = optimizer;
    EXPECT_EQ(compare(mlp, 5), "");
    const std::string plan = train(mlp, 5, true).plan;
    for (const char* call :
         {" 10x16 + l2, decay, sum w^2 ", " 16x16 + l1 + l2, decay, sum |w|, sum w^2 ",
          " 16x16, soft threshold, decay, sum |w| ", " 16x1, decay ", " 1 "})
      EXPECT_EQ(occurrences(plan, rule + call), 1) << call << "\n" << plan;
    EXPECT_EQ(occurrences(plan, rule + " 16 "), 3) << plan;
  }

  Network normalized;
  normalized.layers = {
      layers::Dense{.units = 70, .use_bias = false, .kernel_regularizer = regularizers::L2{0.001}},
      layers::BatchNormalization{}, layers::Activation{"relu"}, layers::Dropout{0.3},
      layers::Dense{.units = 10}};
  normalized.input_shape = {90};
  normalized.target_shape = {};
  normalized.labels = true;
  normalized.classes = 10;
  normalized.batch = 33;
  normalized.options = {.optimizer = "adam",
                        .loss = losses::SparseCategoricalCrossentropy{.from_logits = true}};
  EXPECT_EQ(compare(normalized, 3), "");
  const std::string normalized_plan = train(normalized, 3, true).plan;
  EXPECT_EQ(occurrences(normalized_plan, "adam 90x70 + l2, sum w^2 "), 1) << normalized_plan;
  EXPECT_EQ(occurrences(normalized_plan, "adam 70 "), 2) << normalized_plan;
}

}  // namespace
}  // namespace occam
