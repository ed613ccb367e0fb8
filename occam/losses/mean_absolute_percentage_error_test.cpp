#include "occam/losses/mean_absolute_percentage_error.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

// Rows: (1 / 4 + 3 / 2) / 2, (0.5 / 5 + 0) / 2.
TEST(MeanAbsolutePercentageError, IsRelativeToTheTarget) {
  const Array target({2, 2}, std::vector<float>{4, -2, -5, 3});
  const Array prediction({2, 2}, std::vector<float>{3, 1, -5.5f, 3});
  const auto values = per_sample(MeanAbsolutePercentageError{}, target, prediction);
  EXPECT_NEAR(values[0], 87.5, 1e-4);
  EXPECT_NEAR(values[1], 5, 1e-5);
}

// 2e-9 / 1e-7.
TEST(MeanAbsolutePercentageError, ATargetOfZeroStaysFinite) {
  const Array target({1, 1}, std::vector<float>{0});
  const Array prediction({1, 1}, std::vector<float>{2e-9f});
  EXPECT_NEAR(per_sample(MeanAbsolutePercentageError{}, target, prediction)[0], 2, 1e-5);
}

}  // namespace
}  // namespace occam::losses
