#include "occam/layers/activity_regularization.h"

#include <gtest/gtest.h>

#include "occam/layers/dense.h"
#include "occam/layers/embedding.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

float added_by(const Layer& layer, const Array& x, bool training) {
  Experiment experiment;
  layer.build(experiment.layer_scope("layer", training), experiment.input("x", x));
  const auto& losses = experiment.declared().losses;
  if (losses.size() != 1) return -1;
  experiment.output("loss", losses[0]);
  experiment.run();
  return static_cast<float>(experiment.number("loss"));
}

const Array kX({2, 3}, std::vector<float>{1, -2, 0, 3, 0, -1});

// sum |x| = 7, sum x^2 = 15, two samples.
TEST(ActivityRegularization, AddsThePenaltyOfASample) {
  const ActivityRegularization layer{.l1 = 0.2, .l2 = 0.1};
  EXPECT_NEAR(added_by(layer, kX, true), (0.2 * 7 + 0.1 * 15) / 2, 1e-6);
  EXPECT_NEAR(added_by(layer, kX, false), (0.2 * 7 + 0.1 * 15) / 2, 1e-6);
}

// A kernel of ones gives each unit the row's sum, -1 and 2; behind relu 0 and 2.
TEST(ActivityRegularization, OfADenseIsThatOfItsResultBehindTheActivation) {
  const regularizers::L1L2 penalty{.l1 = 0.3, .l2 = 0.5, .proximal = false};
  const Dense dense{.units = 2,
                    .activation = "relu",
                    .kernel_initializer = "ones",
                    .activity_regularizer = penalty};
  EXPECT_NEAR(added_by(dense, kX, true), (0.3 * 4 + 0.5 * 8) / 2, 1e-6);
  Experiment experiment;
  Dense{.units = 2}.build(experiment.layer_scope("dense", true), experiment.input("x", kX));
  EXPECT_TRUE(experiment.declared().losses.empty());
}

// Two samples of two rows of three ones.
TEST(ActivityRegularization, OfAnEmbeddingIsThatOfTheRows) {
  const Embedding embedding{.input_dim = 5,
                            .output_dim = 3,
                            .embeddings_initializer = "ones",
                            .activity_regularizer = regularizers::L1{.l1 = 0.2, .proximal = false}};
  const Array places({2, 2}, std::vector<float>{0, 4, 1, 1});
  EXPECT_NEAR(added_by(embedding, places, false), 0.2 * 12 / 2, 1e-6);
}

TEST(ActivityRegularization, IsNoProximalPenalty) {
  EXPECT_THROW(Layer(Dense{.units = 2, .activity_regularizer = regularizers::L1{}}),
               InvalidArgument);
  EXPECT_THROW(Layer(ActivityRegularization{.l1 = -0.1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
