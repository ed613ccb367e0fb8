// Time to compile grows with the depth of a network, not faster.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "occam/models/blueprint.h"
#include "occam/occam.h"

namespace occam {
namespace {

using training::Mode;

/// Dense, ReLU, L2 and batch normalization, trained by Adam: from layers to the plan of a step.
std::shared_ptr<const runtime::Plan> compile_layers(int depth) {
  std::vector<models::NamedLayer> layers;
  for (int i = 0; i < depth; ++i) {
    layers.push_back(
        {"dense_" + std::to_string(i),
         layers::Dense{
             .units = 5, .activation = "relu", .kernel_regularizer = regularizers::L2{1e-4}}});
    layers.push_back({"normalization_" + std::to_string(i), layers::BatchNormalization{}});
  }
  layers.push_back({"last", layers::Dense{.units = 1}});
  const auto bare =
      std::make_shared<const models::Blueprint>(models::chain(std::move(layers), {7}));
  const auto options =
      std::make_shared<const CompileOptions>(CompileOptions{.optimizer = "adam", .loss = "mse"});
  return models::with_targets(models::compiled_with(bare, options), {Shape{}}, 4)
      ->plan({Mode::kTrain, 4});
}

/// Of this process: other processes do not count.
double seconds_to_compile(int depth) {
  const std::clock_t begin = std::clock();
  compile_layers(depth);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(Depth, TimeToCompileGrowsWithTheLayers) {
  const double shallow = std::min(seconds_to_compile(125), seconds_to_compile(125));
  const double deep = seconds_to_compile(1000);
  // 8 times the layers; with the square of them it would be 64 times.
  EXPECT_LT(deep, 24 * shallow);
}

TEST(Depth, EveryFurtherLayerAddsTheSameCallsAndMemory) {
  const auto plan_10 = compile_layers(10), plan_20 = compile_layers(20),
             plan_40 = compile_layers(40);
  EXPECT_EQ(plan_40->calls.size() - plan_20->calls.size(),
            2 * (plan_20->calls.size() - plan_10->calls.size()));
  EXPECT_LE(plan_40->workspace_bytes - plan_20->workspace_bytes,
            2 * (plan_20->workspace_bytes - plan_10->workspace_bytes));
}

TEST(Depth, AThousandLayersTrain) {
  Sequential model;
  for (int i = 0; i < 1000; ++i)
    model.add(layers::Dense{.units = 5, .input_shape = i == 0 ? Dims{5} : Dims{}});
  model.compile({.optimizer = "adam", .loss = "mse"});
  const Array x = Array::arange(0, 20).reshape({4, 5});
  const History history = model.fit(x, x, {.batch_size = 4, .epochs = 1, .verbose = 0});
  EXPECT_GT(history["loss"].back(), 0);
}

}  // namespace
}  // namespace occam
