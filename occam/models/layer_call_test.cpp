#include "occam/models/layer_call.h"

#include <gtest/gtest.h>

#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/models/sequential.h"

namespace occam::models {
namespace {

const Array kRows{{1, 2}, {3, 4}, {5, 7}};

void expect_same_as_alone(const Layer& layer, bool training, const CallOptions& options) {
  LayerCall repeated(layer, kRows.shape(), training);
  repeated(Array{{9, 9}, {8, 8}, {7, 7}}, {.training = training, .seed = 99});
  const Array again = repeated(kRows, options);
  EXPECT_EQ(to_text(again), to_text(call(layer, kRows, options)));
}

TEST(LayerCall, NothingIsLeftFromTheCallBefore) {
  for (const bool training : {false, true}) {
    const CallOptions options{.training = training, .seed = 3};
    expect_same_as_alone(layers::Dropout(0.5), training, options);
    expect_same_as_alone(layers::Dense(2), training, options);
    expect_same_as_alone(layers::BatchNormalization(), training, options);
  }
}

TEST(LayerCall, TakesTheWeightsThatAreGiven) {
  const CallOptions options{.weights = {Array{{1, 0}, {0, 2}}, Array{10, 20}}};
  LayerCall dense(layers::Dense(2), kRows.shape(), false);
  EXPECT_EQ(to_text(dense(kRows, options)), "[[11. 24.]\n [13. 28.]\n [15. 34.]]");
  expect_same_as_alone(layers::Dense(2), false, options);
}

// Mean 3 of the first column, variance (4 + 0 + 4) / 3; momentum 0.75 of the values 0 and 1 before.
TEST(LayerCall, ReadsAModelAndMovesItsStatisticsInTraining) {
  const Layer normalization = layers::BatchNormalization{.momentum = 0.75};
  Sequential model{layers::Dense(2), normalization};
  model.build({2});
  std::vector<Array> weights = model.get_weights();
  weights[2] = Array{2, 1};  // gamma
  model.set_weights(weights);
  for (const bool training : {false, true}) {
    LayerCall normal(normalization, kRows.shape(), training);
    const CallOptions options{.training = training,
                              .weights = {Array{2, 1}, Array{0, 0}, Array{0, 0}, Array{1, 1}}};
    EXPECT_EQ(to_text(normal(kRows, {.training = training}, model, "batch_normalization/")),
              to_text(call(normalization, kRows, options)));
    const std::vector<Array> after = model.get_weights();
    EXPECT_EQ(to_text(after[2]), "[2. 1.]");
    EXPECT_FLOAT_EQ(after[4].data<float>()[0], training ? 0.25f * 3 : 0);
    EXPECT_FLOAT_EQ(after[5].data<float>()[0], training ? 0.75f + 0.25f * 8 / 3 : 1);
  }
}

TEST(LayerCall, DrawsByTheSeed) {
  const Array ones(Shape{20, 2}, std::vector<float>(40, 1));
  LayerCall dropout(layers::Dropout(0.5), ones.shape(), true);
  const auto drawn = [&](std::uint64_t seed) {
    return to_text(dropout(ones, {.training = true, .seed = seed}));
  };
  EXPECT_EQ(drawn(1), drawn(1));
  EXPECT_NE(drawn(1), drawn(2));
}

TEST(LayerCall, AnEmptyBatchIsRefused) {
  EXPECT_THROW(LayerCall(layers::Dropout(0.5), Shape{0, 2}, false), InvalidArgument);
}

}  // namespace
}  // namespace occam::models
