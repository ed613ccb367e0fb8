#include "occam/models/blueprint.h"

#include <gtest/gtest.h>

#include <thread>

#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/flatten.h"
#include "occam/layers/global_max_pooling1d.h"
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

std::shared_ptr<const Blueprint> open_layers() {
  return std::make_shared<const Blueprint>(
      chain({{"rows", layers::Dense{.units = 4}}, {"pool", layers::GlobalMaxPooling1D{}}},
            {kUnknownSize, 3}));
}

TEST(Blueprint, KeepsAnUnknownSizeAndPlansForEachLength) {
  const auto alone = open_layers();
  ASSERT_TRUE(alone->is_open());
  EXPECT_EQ(alone->call_shapes(), (std::vector<Shape>{{kUnknownSize, 4}, {4}}));
  EXPECT_EQ(alone->weight_bytes(), 4 * (3 * 4 + 4));
  const int five = alone->form({{{5, 3}}, {}, {}}), two = alone->form({{{2, 3}}, {}, {}});
  EXPECT_NE(five, two);
  EXPECT_EQ(alone->form({{{5, 3}}, {}, {}}), five);
  EXPECT_EQ(alone->plan({Mode::kPredict, 4, false, five})->inputs[0].shape, (Shape{4, 5, 3}));
  EXPECT_EQ(alone->plan({Mode::kPredict, 4, false, two})->inputs[0].shape, (Shape{4, 2, 3}));
}

TEST(Blueprint, TargetsOfAnotherLengthChangeNothing) {
  const auto steps = std::make_shared<const Blueprint>(
      chain({{"rows", layers::Dense{.units = 2}}}, {kUnknownSize, 3}));
  const auto compiled =
      with_targets(compiled_with(steps, options()), {{5, 2}}, 4, std::vector<Shape>{{5, 3}});
  EXPECT_EQ(with_targets(compiled, {{7, 2}}, 4, std::vector<Shape>{{7, 3}}), compiled);
  const int seven = compiled->form({{{7, 3}}, {{7, 2}}, {}});
  EXPECT_EQ(compiled->plan({Mode::kTrain, 4, false, seven})->inputs.size(), 2u);
  EXPECT_EQ(compiled->output_shape(0), (Shape{kUnknownSize, 2}));
}

// Keras 3.15.1: Sequential([Input((None, 8)), Flatten(), Dense(2)]).
TEST(Blueprint, RefusesAWeightOfUnknownSizeInKerassWords) {
  try {
    Blueprint(chain({{"flatten", layers::Flatten{}}, {"dense", layers::Dense{.units = 2}}},
                    {kUnknownSize, 8}));
    FAIL() << "accepted";
  } catch (const InvalidArgument& error) {
    EXPECT_STREQ(error.what(),
                 "Shapes used to initialize variables must be fully-defined (no `None` "
                 "dimensions). Received: shape=(None, 2) for variable path='dense/kernel'");
  }
}

}  // namespace
}  // namespace occam::models
