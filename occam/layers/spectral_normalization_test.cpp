#include "occam/layers/spectral_normalization.h"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "occam/compiler/gradient.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"
#include "occam/optimizers/apply.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/l2.h"
#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using testing::ElementsAre;
using testing::FloatNear;

SpectralNormalization of_dense(std::int64_t iterations, Regularizer penalty = {}) {
  return {.layer = Dense{.units = 2,
                         .use_bias = false,
                         .kernel_initializer = "ones",
                         .kernel_regularizer = std::move(penalty)},
          .power_iterations = iterations};
}

struct Step {
  std::vector<float> y, kernel, u;
  double loss = 0;
};

std::vector<float> copied(std::span<const float> values) { return {values.begin(), values.end()}; }

/// One step of gradient descent at rate 0.2 on sum(y) + penalty for x = (1, 10).
Step step_from(const std::vector<float>& kernel, const std::vector<float>& u,
               const SpectralNormalization& layer) {
  Experiment experiment;
  const graph::Value x = experiment.input("x", Array({1, 2}, std::vector<float>{1, 10}));
  const graph::Value y = layer.build(experiment.layer_scope("sn", true), x);
  const Declared& declared = experiment.declared();
  graph::Value loss = ops::sum(y);
  for (const graph::Value& penalty : declared.penalties) {
    if (penalty) loss = loss + penalty;
  }
  optimizers::apply_gradients(experiment.scope("optimizer"), optimizers::SGD{.learning_rate = 0.2},
                              declared.trained_weights(),
                              compiler::gradient(loss, declared.trainable()));
  experiment.output("y", y);
  experiment.output("loss", loss);
  experiment.run();  // weights are there from now on
  experiment.set("sn/dense/kernel", kernel);
  experiment.set("sn/vector_u", u);
  experiment.run();
  return {copied(experiment.tensor("y")), copied(experiment.after("sn/dense/kernel")),
          copied(experiment.after("sn/vector_u")), experiment.number("loss")};
}

auto near(double value) { return FloatNear(static_cast<float>(value), 1e-5f); }

// The kernel diag(3, -4) over 4 is diag(0.75, -1), from which the step starts; its penalty is
// 0.1 (0.75^2 + 1), its gradient x^T (1, 1) + 0.2 diag(0.75, -1).
TEST(SpectralNormalization, TheStepStartsFromTheKernelOverItsLargestSingularValue) {
  const Step step = step_from({3, 0, 0, -4}, {0, 0.5f}, of_dense(1, regularizers::L2{.l2 = 0.1}));
  EXPECT_THAT(step.y, ElementsAre(near(0.75), near(-10)));
  EXPECT_NEAR(step.loss, -9.25 + 0.15625, 1e-5);
  EXPECT_THAT(step.u, ElementsAre(near(0), near(1)));
  EXPECT_THAT(step.kernel,
              ElementsAre(near(0.75 - 0.2 * 1.15), near(-0.2), near(-2), near(-1 - 0.2 * 9.8)));
}

// From u = (1, 1) two steps come to v of (27, -64) and u of (81, 256).
TEST(SpectralNormalization, PowerIterations) {
  const Step step = step_from({3, 0, 0, -4}, {1, 1}, of_dense(2));
  const double sigma = std::hypot(81, 256) / std::hypot(27, 64);
  EXPECT_THAT(step.y, ElementsAre(near(3 / sigma), near(-40 / sigma)));
  EXPECT_THAT(step.u, ElementsAre(near(81 / std::hypot(81, 256)), near(256 / std::hypot(81, 256))));
}

TEST(SpectralNormalization, AKernelOfZerosStays) {
  const Step step = step_from({0, 0, 0, 0}, {0.3f, -2}, of_dense(1));
  EXPECT_THAT(step.y, ElementsAre(0, 0));
  EXPECT_THAT(step.u, ElementsAre(0.3f, -2));
  EXPECT_THAT(step.kernel, ElementsAre(near(-0.2), near(-0.2), near(-2), near(-2)));
}

TEST(SpectralNormalization, OutsideTrainingItIsTheLayer) {
  const Array x({1, 2}, std::vector<float>{1, 10});
  EXPECT_THAT(experiments::result_of(of_dense(1), x), ElementsAre(11, 11));
  const auto halves = experiments::result_of(of_dense(1), x, nullptr, true);
  EXPECT_THAT(halves, ElementsAre(near(5.5), near(5.5)));  // ones(2, 2) has the singular value 2
}

TEST(SpectralNormalization, OfATableAndOfNothing) {
  const SpectralNormalization table{
      .layer = Embedding{.input_dim = 3, .output_dim = 4, .embeddings_initializer = "ones"}};
  const Array x({1, 1}, std::vector<float>{2});
  for (const float value : experiments::result_of(table, x, nullptr, true))
    EXPECT_NEAR(value, 1 / std::sqrt(12), 1e-6);
  EXPECT_THROW(experiments::result_of(SpectralNormalization{.layer = Flatten{}}, x),
               InvalidArgument);
  const std::vector<LayerPart> parts = table.parts();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].held_twice, "embeddings");
}

}  // namespace
}  // namespace occam::layers
