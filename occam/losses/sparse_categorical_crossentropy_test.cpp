#include "occam/losses/sparse_categorical_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/experiment.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(SparseCategoricalCrossentropy, IsThatOfTheLabelledClass) {
  const Array labels({2}, std::vector<float>{2, 0});
  const auto of_p =
      per_sample(SparseCategoricalCrossentropy{}, labels,
                 Array({2, 3}, std::vector<float>{0.2f, 0.5f, 0.3f, 0.7f, 0.1f, 0.2f}));
  EXPECT_NEAR(of_p[0], -std::log(0.3), 1e-6);
  EXPECT_NEAR(of_p[1], -std::log(0.7), 1e-6);
  const auto of_x = per_sample(SparseCategoricalCrossentropy{.from_logits = true}, labels,
                               Array({2, 3}, std::vector<float>{1, 2, -1, 300, 1, 1}));
  EXPECT_NEAR(of_x[0], std::log(std::exp(1.0) + std::exp(2.0) + std::exp(-1.0)) + 1, 1e-6);
  EXPECT_EQ(of_x[1], 0.0f);
}

// Two of three count: each as much more that the mean over three is the mean over the two.
TEST(SparseCategoricalCrossentropy, LeavesOutTheTargetsOfOneNumber) {
  const Array labels({3}, std::vector<float>{2, -1, 0});
  const Array p({3, 3}, std::vector<float>{0.2f, 0.5f, 0.3f, 0.1f, 0.1f, 0.8f, 0.7f, 0.1f, 0.2f});
  const auto loss = per_sample(SparseCategoricalCrossentropy{.ignore_class = -1}, labels, p);
  EXPECT_NEAR(loss[0], -std::log(0.3), 1e-6);
  EXPECT_EQ(loss[1], 0.0f);
  EXPECT_NEAR(loss[2], -std::log(0.7), 1e-6);
  experiments::Experiment experiment;
  const graph::Value target = experiment.input("target", labels);
  const graph::Value counted = SparseCategoricalCrossentropy{.ignore_class = -1}.counted(target);
  experiment.output("counted", counted);
  experiment.run();
  const auto counts = experiment.tensor("counted");
  EXPECT_EQ(std::vector<float>(counts.begin(), counts.end()), (std::vector<float>{1, 0, 1}));
  EXPECT_FALSE(SparseCategoricalCrossentropy{}.counted(target));
  const Array none({3}, std::vector<float>{-1, -1, -1});
  for (const float value : per_sample(SparseCategoricalCrossentropy{.ignore_class = -1}, none, p))
    EXPECT_EQ(value, 0.0f);
}

// Smoothed, one-hot (0, 0, 1) is (0.1, 0.1, 0.8) at 0.3: what keras.losses.CategoricalCrossentropy
// computes from it.
TEST(SparseCategoricalCrossentropy, SmoothsTheLabel) {
  const Array labels({2}, std::vector<float>{2, 0});
  const double x[2][3] = {{1, 2, -1}, {0.5, -3, 0.25}};
  const auto loss =
      per_sample(SparseCategoricalCrossentropy{.from_logits = true, .label_smoothing = 0.3}, labels,
                 Array({2, 3}, std::vector<float>{1, 2, -1, 0.5f, -3, 0.25f}));
  for (std::size_t row = 0; row < 2; ++row) {
    const double total = std::log(std::exp(x[row][0]) + std::exp(x[row][1]) + std::exp(x[row][2]));
    double expected = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const bool is_label = c == (row == 0 ? 2u : 0u);
      expected -= (is_label ? 0.8 : 0.1) * (x[row][c] - total);
    }
    EXPECT_NEAR(loss[row], expected, 1e-6);
  }
}

}  // namespace
}  // namespace occam::losses
