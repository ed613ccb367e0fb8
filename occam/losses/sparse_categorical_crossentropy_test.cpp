#include "occam/losses/sparse_categorical_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
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

}  // namespace
}  // namespace occam::losses
