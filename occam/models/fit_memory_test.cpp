#include "occam/models/fit_memory.h"

#include <gtest/gtest.h>

#include "occam/base/byte_text.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/layers/dense.h"
#include "occam/models/stack.h"
#include "occam/optimizers/adam.h"

namespace occam {
namespace {

TEST(FitMemory, TheStepsComeAfterTheMove) {
  FitMemory memory{.state = 1000,
                   .batches = 1,
                   .workspace = 20,
                   .scratch = 300,
                   .order = 4,
                   .callbacks = 5,
                   .moved = 7};
  EXPECT_EQ(memory.total(), 1330);
  memory.moved = 500;
  EXPECT_EQ(memory.total(), 1500);
  EXPECT_EQ(FitMemory{}.total(), 0);
}

TEST(FitMemory, AsText) {
  EXPECT_EQ(to_text(FitMemory{.state = 3 << 20, .workspace = 3 << 19}),
            "4.50 MB (weights and optimizer 3.00 MB, workspace 1.50 MB)");
  EXPECT_EQ(to_text(FitMemory{.state = 100, .moved = 90}),
            "190.00 B (weights and optimizer 100.00 B)");
}

Sequential network(const Optimizer& optimizer) {
  Sequential model{layers::Dense{.units = 32, .activation = "relu", .input_shape = {16}},
                   layers::Dense{.units = 1}};
  model.set_threads(1);
  model.compile({.optimizer = optimizer, .loss = "mse"});
  return model;
}

constexpr std::int64_t kWeights = 16 * 32 + 32 + 32 + 1;

TEST(FitMemory, OfTheStateIsThatOfWeightsAndSlots) {
  // A slab is padded, and holds a few numbers beside the weights.
  for (const auto& [optimizer, copies] : std::vector<std::pair<Optimizer, std::int64_t>>{
           {"adam", 3}, {optimizers::Adam{.amsgrad = true}, 4}, {"sgd", 2}}) {
    const std::int64_t state = network(optimizer).fit_memory({10, 16}, {10, 1}).state;
    EXPECT_GE(state, copies * kWeights * 4);
    EXPECT_LT(state, copies * kWeights * 4 + 1024);
  }
}

TEST(FitMemory, OfBatchesIsThatOfEverySizeOfBatch) {
  const Sequential model = network("sgd");
  // x of 16 and y of 1 numbers a row, each padded to 64 bytes.
  const auto batch = [](std::int64_t rows) { return rows * 64 + (rows * 4 + 63) / 64 * 64; };
  const auto batches = [&](std::int64_t rows, const FitOptions& options) {
    return model.fit_memory({rows, 16}, {rows, 1}, options).batches;
  };
  EXPECT_EQ(batches(96, {.batch_size = 32}), batch(32));
  EXPECT_EQ(batches(100, {.batch_size = 32}), batch(32) + batch(4));
  EXPECT_EQ(batches(20, {.batch_size = 32}), batch(20));
  // 75 to train on, 25 to watch.
  EXPECT_EQ(batches(100, {.batch_size = 32, .validation_split = 0.25}),
            batch(32) + batch(11) + batch(25));
  FitOptions options{.batch_size = 32, .validation_split = 0.25};
  options.validation_data = {Array(DType::kFloat32, {70, 16}), Array(DType::kFloat32, {70, 1})};
  EXPECT_EQ(batches(96, options), batch(32) + batch(32) + batch(6));
  EXPECT_EQ(batches(100, {.batch_size = 32, .epochs = 3, .initial_epoch = 3}), 0);
}

TEST(FitMemory, OfOrderAndCallbacks) {
  const Sequential model = network("sgd");
  const FitMemory memory = model.fit_memory(
      {100, 16}, {100, 1},
      {.callbacks = {callbacks::EarlyStopping{.monitor = "loss", .restore_best_weights = true},
                     callbacks::EarlyStopping{.monitor = "loss"}},
       .validation_split = 0.25});
  EXPECT_EQ(memory.order, 8 * (2 * 75 + 25));
  EXPECT_EQ(memory.callbacks, kWeights * 4);
}

TEST(FitMemory, OfAStackIsThatOfItsMembers) {
  Sequential model = network("adam");
  model.build({16});
  const FitMemory alone = model.fit_memory({100, 16}, {100, 1});
  Stack stack(model, {{"optimizer/learning_rate", {0.1, 0.01, 0.001}}});
  const FitMemory together = stack.fit_memory({100, 16}, {100, 1});
  EXPECT_EQ(together.state, 3 * alone.state);
  EXPECT_EQ(together.batches % alone.batches, 0) << "shared, several at a time";
  EXPECT_LE(together.batches, 8 * alone.batches);
  EXPECT_EQ(together.workspace, alone.workspace);
  EXPECT_EQ(together.order, alone.order);
}

TEST(FitMemory, RefusesWhatFitRefuses) {
  Sequential model = network("adam");
  EXPECT_THROW(model.fit_memory({10, 15}, {10, 1}), InvalidArgument);
  EXPECT_THROW(model.fit_memory({10, 16}, {9, 1}), InvalidArgument);
  EXPECT_THROW(model.fit_memory({10, 16}, {10, 2}), InvalidArgument);
  EXPECT_THROW(model.fit_memory({0, 16}, {0, 1}), InvalidArgument);
  EXPECT_THROW(model.fit_memory(Shape{}, Shape{}), InvalidArgument);
  EXPECT_THROW(model.fit_memory({10, 16}, {10, 1}, {.batch_size = 0}), InvalidArgument);
  EXPECT_THROW(model.fit_memory({10, 16}, {10, 1}, {.validation_split = 0.99}), InvalidArgument);
  const Sequential uncompiled{layers::Dense{.units = 1}};
  EXPECT_THROW(uncompiled.fit_memory({10, 16}, {10, 1}), InvalidArgument);
  EXPECT_THROW(Sequential{}.fit_memory({10, 16}, {10, 1}), InvalidArgument);
}

TEST(FitMemory, StandsBelowTheSummary) {
  Sequential model{layers::Dense{.units = 3, .input_shape = {5}}};
  model.build({5});
  EXPECT_NE(model.summary().find(" Training memory: known after compile()\n"), std::string::npos);
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const auto line = [&](std::int64_t batch) {
    return " Training memory: " +
           byte_text(model.fit_memory({batch, 5}, {batch, 3}, {.batch_size = batch}).total()) +
           " (batch size " + std::to_string(batch) + ")\n";
  };
  EXPECT_TRUE(model.summary().ends_with(line(32))) << model.summary();
  EXPECT_TRUE(model.summary(7).ends_with(line(7))) << model.summary(7);
  EXPECT_THROW(model.summary(0), InvalidArgument);
  // Class numbers, as the loss expects them.
  model.compile({.optimizer = "sgd", .loss = "scce"});
  EXPECT_NE(model.summary().find(" (batch size 32)\n"), std::string::npos);
}

}  // namespace
}  // namespace occam
