#include "occam/losses/mean_squared_logarithmic_error.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(MeanSquaredLogarithmicError, IsOfLogarithms) {
  const Array target({1, 2}, std::vector<float>{3, 0.5f});
  const Array prediction({1, 2}, std::vector<float>{1, 4});
  const double first = std::log(2.0 / 4), second = std::log(5 / 1.5);
  EXPECT_NEAR(per_sample(MeanSquaredLogarithmicError{}, target, prediction)[0],
              (first * first + second * second) / 2, 1e-6);
}

TEST(MeanSquaredLogarithmicError, NegativeNumbersCountAsNone) {
  const Array target({2, 1}, std::vector<float>{-3, -0.5f});
  const Array prediction({2, 1}, std::vector<float>{-1, 1});
  const auto values = per_sample(MeanSquaredLogarithmicError{}, target, prediction);
  EXPECT_EQ(values[0], 0);
  EXPECT_NEAR(values[1], std::log(2.0) * std::log(2.0), 1e-6);
}

}  // namespace
}  // namespace occam::losses
