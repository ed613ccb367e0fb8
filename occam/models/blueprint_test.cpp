#include "occam/models/blueprint.h"

#include <gtest/gtest.h>

#include <thread>

#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/sgd.h"

namespace occam::models {
namespace {

using training::Mode;
using training::PlanKey;

std::shared_ptr<const Blueprint> layers() {
  return std::make_shared<const Blueprint>(
      chain({{"hidden", layers::Dense{.units = 7, .kernel_regularizer = "l2"}},
             {"dropout", layers::Dropout{.rate = 0.2}},
             {"out", layers::Dense{.units = 3}}},
            {5}));
}

std::shared_ptr<const CompileOptions> options(const Optimizer& optimizer = "adam") {
  return std::make_shared<const CompileOptions>(
      CompileOptions{.optimizer = optimizer, .loss = "mse", .metrics = {"mae"}});
}

std::shared_ptr<const Blueprint> compiled_for(const std::shared_ptr<const Blueprint>& blueprint,
                                              const std::shared_ptr<const CompileOptions>& chosen,
                                              const Shape& target, std::int64_t batch) {
  return with_targets(compiled_with(blueprint, chosen), {target}, batch);
}

TEST(Blueprint, OfTheLayersAlonePredicts) {
  const auto blueprint = layers();
  EXPECT_EQ(blueprint->options(), nullptr);
  EXPECT_EQ(blueprint->call_shapes(), (std::vector<Shape>{{7}, {7}, {3}}));
  EXPECT_EQ(blueprint->weight_bytes(), 4 * (5 * 7 + 7 + 7 * 3 + 3));
  EXPECT_TRUE(blueprint->logs().empty());
  EXPECT_EQ(blueprint->plan({Mode::kPredict, 4})->inputs.size(), 1u);
}

TEST(Blueprint, LayersKeepTheirPlacesWhateverTheyAreCompiledWith) {
  const auto alone = layers();
  for (const auto& [optimizer, learning_rate] :
       std::vector<std::pair<Optimizer, double>>{{"adam", 0.001}, {"sgd", 0.01}}) {
    const auto kept = compiled_for(alone, options(optimizer), {3}, 8);
    const Blueprint& compiled = *kept;
    for (const runtime::Variable& variable : alone->layout().variables()) {
      const auto index = compiled.layout().find(variable.path);
      ASSERT_TRUE(index.has_value()) << variable.path;
      EXPECT_EQ(compiled.layout()[*index].offset, variable.offset) << variable.path;
    }
    EXPECT_EQ(compiled.weights().size(), 4u);
    EXPECT_EQ(compiled.logs().size(), 4u) << "loss, data_loss, penalty, mae";
    const auto rate = compiled.layout().find("optimizer/learning_rate");
    ASSERT_TRUE(rate.has_value());
    EXPECT_EQ(compiled.numbers().at(*rate), learning_rate);
    EXPECT_EQ(compiled.numbers().at(*compiled.layout().find("dropout/rate")), 0.2);
  }
}

TEST(Blueprint, IsKeptForTheSameOptionsAndTargets) {
  const auto chosen = options();
  const auto first = compiled_for(layers(), chosen, {3}, 8);
  EXPECT_EQ(compiled_for(first, chosen, {3}, 5), first);
  EXPECT_NE(compiled_for(first, options(), {3}, 8), first) << "compiled again";
  EXPECT_THROW(compiled_for(first, chosen, {2}, 8), InvalidArgument);
  // One number a sample stands for all outputs in a batch of one.
  EXPECT_THROW(compiled_for(first, chosen, {}, 8), InvalidArgument);
  const auto single = compiled_for(first, chosen, {}, 1);
  EXPECT_NE(single, first);
  EXPECT_EQ(single->layout().slab_bytes(), first->layout().slab_bytes());
}

TEST(Blueprint, CompilesEachPlanOnceForAnyNumberOfThreads) {
  const auto blueprint = compiled_for(layers(), options(), {3}, 8);
  std::vector<std::shared_ptr<const runtime::Plan>> plans(4);
  std::vector<std::thread> threads;
  for (auto& plan : plans) threads.emplace_back([&] { plan = blueprint->plan({Mode::kTrain, 8}); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& plan : plans) EXPECT_EQ(plan, plans[0]);
  EXPECT_NE(blueprint->plan({Mode::kTrain, 7}), plans[0]);
  EXPECT_NE(blueprint->plan({Mode::kTest, 8}), plans[0]);
  // What is dropped while others come is compiled again; who holds it keeps it.
  for (std::int64_t batch = 1; batch < 40; ++batch) blueprint->plan({Mode::kPredict, batch});
  EXPECT_GT(plans[0]->calls.size(), 3u);
  EXPECT_EQ(blueprint->plan({Mode::kTrain, 8})->calls.size(), plans[0]->calls.size());
}

TEST(Blueprint, ShapesOfSamplesAndTargets) {
  EXPECT_EQ(sample_shape({9, 4, 2}), (Shape{4, 2}));
  EXPECT_EQ(sample_shape({9}), (Shape{1}));
  EXPECT_EQ(target_shape({9}), Shape{});
  EXPECT_EQ(target_shape({9, 1}), (Shape{1}));
  EXPECT_EQ(target_shape({}), Shape{});
}

}  // namespace
}  // namespace occam::models
