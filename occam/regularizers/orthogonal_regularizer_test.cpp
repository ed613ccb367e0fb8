#include "occam/regularizers/orthogonal_regularizer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/compiler/gradient.h"
#include "occam/regularizers/regularizer.h"
#include "tests/experiment/experiment.h"
#include "tests/experiment/finite_differences.h"

namespace occam::regularizers {
namespace {

double orthogonal_penalty(const OrthogonalRegularizer& regularizer, const Array& weight) {
  experiments::Experiment experiment;
  const graph::Value w = experiment.variable("w", weight);
  experiment.output("penalty", regularizer.penalty(experiment.scope("w_regularizer"), w));
  experiment.run();
  return experiment.number("penalty");
}

// Rows (1, 0), (1, 1), (0, -3): |cosines| of the three pairs 1 / sqrt(2), 0, 1 / sqrt(2), twice
// each in the sum, which is halved and divided by 3.
TEST(OrthogonalRegularizer, IsTheMeanCosineOfTheRows) {
  const Array weight({3, 2}, std::vector<float>{1, 0, 1, 1, 0, -3});
  EXPECT_NEAR(orthogonal_penalty({.factor = 0.3}, weight), 0.3 * 2 / std::sqrt(2.0) / 3, 1e-7);
  // Columns (1, 1, 0), (0, 1, -3): the cosine is 1 / sqrt(2 * 10).
  EXPECT_NEAR(orthogonal_penalty({.factor = 0.3, .mode = "columns"}, weight), 0.3 / std::sqrt(20.0),
              1e-7);
}

TEST(OrthogonalRegularizer, OfOrthogonalRowsAndOfOneIsNothing) {
  EXPECT_EQ(orthogonal_penalty({}, Array({2, 2}, std::vector<float>{0, 2, -5, 0})), 0);
  EXPECT_EQ(orthogonal_penalty({}, Array({1, 3}, std::vector<float>{1, 2, 3})), 0);
}

TEST(OrthogonalRegularizer, ARowOfZerosHasAGradient) {
  experiments::Experiment experiment;
  const graph::Value w =
      experiment.variable("w", Array({3, 2}, std::vector<float>{1, 2, 0, 0, 2, -0.5f}));
  const graph::Value penalty =
      OrthogonalRegularizer{.factor = 1.0}.penalty(experiment.scope("w_regularizer"), w);
  experiment.output("gradient", compiler::gradient(penalty, {{w}})[0]);
  experiment.run();
  for (const float part : experiment.tensor("gradient")) EXPECT_TRUE(std::isfinite(part));
}

TEST(OrthogonalRegularizer, IsOfMatrices) {
  experiments::Experiment experiment;
  const graph::Value w = experiment.variable("w", Array({3}, std::vector<float>{1, 2, 3}));
  EXPECT_THROW(OrthogonalRegularizer{}.penalty(experiment.scope("w_regularizer"), w),
               InvalidArgument);
  EXPECT_THROW(Regularizer(OrthogonalRegularizer{.mode = "diagonals"}), InvalidArgument);
  EXPECT_THROW(Regularizer(OrthogonalRegularizer{.factor = -1.0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::regularizers
