#include "occam/models/network.h"

#include <gtest/gtest.h>

#include <cstring>

#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/models/predict.h"

namespace occam::models {
namespace {

using training::Mode;

Network two_layers(int members = 1) {
  const std::vector<NamedLayer> chained = {
      {"hidden", layers::Dense{.units = 6, .activation = "relu"}},
      {"out", layers::Dense{.units = 2}}};
  std::vector<std::uint64_t> seeds;
  for (int m = 0; m < members; ++m) seeds.push_back(static_cast<std::uint64_t>(m) + 1);
  return Network(std::make_shared<const Blueprint>(chain(chained, {3})), seeds, 1,
                 std::make_shared<runtime::ThreadPool>(1));
}

std::shared_ptr<const CompileOptions> adam() {
  return std::make_shared<const CompileOptions>(CompileOptions{.optimizer = "adam", .loss = "mse"});
}

std::shared_ptr<const Blueprint> compiled_with(const Network& network,
                                               const std::shared_ptr<const CompileOptions>& options,
                                               const Shape& target) {
  return with_targets(compiled_with(network.blueprint(), options), {target}, 1);
}

/// Steps on inputs and targets of ones.
void train(Network& network, int steps) {
  runtime::Executor& executor = network.executor({Mode::kTrain, 1});
  for (const runtime::PlanValue& input : executor.plan().inputs) {
    for (float& value : executor.input(input)) value = 1;
  }
  std::vector<int> all;
  for (int m = 0; m < network.state().models(); ++m) all.push_back(m);
  for (int step = 0; step < steps; ++step) executor.run(all);
}

std::uint64_t steps_of(Network& network, int member = 0) {
  return network.state().counter(network.layout()[*network.layout().find("step")], member);
}

bool optimizer_remembers(const Network& network) {
  for (const runtime::Variable& variable : network.layout().variables()) {
    if (variable.role != runtime::Role::kSlot) continue;
    for (const float value : network.state().tensor(variable)) {
      if (value != 0) return true;
    }
  }
  return false;
}

TEST(Network, TargetsOfAnotherShapeLetTheOptimizerGoOn) {
  Network net = two_layers();
  const auto options = adam();
  net.adopt(compiled_with(net, options, {2}));
  net.set_hyper("optimizer/learning_rate", 0, 0.125);
  train(net, 3);
  net.adopt(compiled_with(net, options, {}));
  EXPECT_EQ(steps_of(net), 3u);
  EXPECT_TRUE(optimizer_remembers(net));
  EXPECT_EQ(net.hyper("optimizer/learning_rate", 0), 0.125);
  train(net, 1);
  EXPECT_EQ(steps_of(net), 4u);
}

TEST(Network, OtherOptionsStartTheOptimizerAnewAndKeepTheWeights) {
  Network net = two_layers();
  net.adopt(compiled_with(net, adam(), {2}));
  net.set_hyper("optimizer/learning_rate", 0, 0.125);
  train(net, 3);
  const std::vector<float> weights = net.weights(0);
  net.adopt(compiled_with(net, adam(), {2}));
  EXPECT_EQ(net.weights(0), weights);
  EXPECT_EQ(steps_of(net), 0u);
  EXPECT_FALSE(optimizer_remembers(net));
  EXPECT_EQ(net.hyper("optimizer/learning_rate", 0), 0.001);
}

TEST(Network, CopiesShareTheBlueprintNotTheValues) {
  Network net = two_layers(3);
  net.adopt(compiled_with(net, adam(), {2}));
  train(net, 2);
  Network copy(net, {2, 0});
  EXPECT_EQ(copy.blueprint(), net.blueprint());
  EXPECT_EQ(copy.weights(0), net.weights(2));
  EXPECT_EQ(copy.weights(1), net.weights(0));
  EXPECT_EQ(steps_of(copy), 2u);
  EXPECT_TRUE(optimizer_remembers(copy));
  train(copy, 1);
  EXPECT_NE(copy.weights(0), net.weights(2));
  EXPECT_EQ(steps_of(net, 2), 2u);
  EXPECT_EQ(steps_of(copy), 3u);

  net.set_hyper("optimizer/learning_rate", 1, 0.25);
  const auto started = std::make_unique<Network>(net, std::vector<int>{1, 1});
  started->start_optimizer();
  Network& anew = *started;
  EXPECT_EQ(anew.hyper("optimizer/learning_rate", 0), 0.25);
  EXPECT_EQ(anew.weights(1), net.weights(1));
  EXPECT_EQ(steps_of(anew), 0u);
  EXPECT_FALSE(optimizer_remembers(anew));
}

TEST(Network, KeepsOnlyTheBuffersThatACallNeeds) {
  Network net = two_layers();
  const auto state = [&] { return static_cast<std::int64_t>(net.state().slab_bytes()); };
  EXPECT_EQ(net.memory_bytes(), state());
  net.adopt(compiled_with(net, adam(), {2}));
  const auto step = [&](Mode mode, std::int64_t batch) {
    return runtime::step_memory(*net.blueprint()->plan({mode, batch}), 1, 1).total();
  };
  const Array x(DType::kFloat32, {10, 3}), y(DType::kFloat32, {10, 2});
  const training::Samples samples{{{input_name(0), &x}, {target_name(0), &y}},
                                  training::row_range(0, 10)};
  const auto stream = [&](std::int64_t batch) {
    return training::BatchStream{.samples = {samples}, .batch = batch};
  };
  net.fit({stream(4), {}}, {.batch_size = 4, .epochs = 1, .verbose = 0});
  EXPECT_EQ(net.memory_bytes(), state() + step(Mode::kTrain, 4) + step(Mode::kTrain, 2));
  net.evaluate(stream(7));
  EXPECT_EQ(net.memory_bytes(), state() + step(Mode::kTest, 7) + step(Mode::kTest, 3));
  net.fit({stream(5), stream(5)}, {.batch_size = 5, .epochs = 1, .verbose = 0});
  EXPECT_EQ(net.memory_bytes(), state() + step(Mode::kTrain, 5) + step(Mode::kTest, 5));
}

/// Monte Carlo dropout: it draws whatever the pass is.
struct AlwaysDrops {
  static constexpr std::string_view type = "AlwaysDrops";
  graph::Value build(const layers::Scope& scope, const graph::Value& input) const {
    return layers::Dropout{.rate = 0.5}.build(scope.drawing(), input);
  }
};

TEST(Network, EachBatchOfAPredictionDrawsAnew) {
  const auto made = [](std::uint64_t seed) {
    return Network(std::make_shared<const Blueprint>(chain({{"drops", AlwaysDrops{}}}, {64})),
                   {seed}, 1, std::make_shared<runtime::ThreadPool>(1));
  };
  Network net = made(3), again = made(3), other = made(4);
  const std::vector<std::byte> before(net.state().slab(0),
                                      net.state().slab(0) + net.state().slab_bytes());
  runtime::ThreadPool pool(1);
  const Array ones({4, 64}, std::vector<float>(256, 1.0f));
  const auto draw = [&](Network& network) {
    const Array y = predict(network, ones, 1, {.batch_size = 2}, pool)[0];
    return std::vector<float>(y.data<float>().begin(), y.data<float>().end());
  };
  const std::vector<float> first = draw(net), second = draw(net);
  for (const float value : first) EXPECT_TRUE(value == 0 || value == 2);
  EXPECT_NE(first, second);
  EXPECT_NE(std::vector<float>(first.begin(), first.begin() + 128),
            std::vector<float>(first.begin() + 128, first.end()));
  EXPECT_EQ(draw(again), first);
  EXPECT_NE(draw(other), first);
  EXPECT_EQ(std::memcmp(before.data(), net.state().slab(0), before.size()), 0);
}

}  // namespace
}  // namespace occam::models
