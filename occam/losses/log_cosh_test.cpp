#include "occam/losses/log_cosh.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

TEST(LogCosh, IsTheLogarithmOfTheHyperbolicCosine) {
  const Array prediction({4, 1}, std::vector<float>{0, 0.5f, -2, 3});
  const Array target({4, 1}, std::vector<float>{0, 0, 0, 0});
  const auto values = experiments::per_sample(LogCosh{}, target, prediction);
  for (const std::size_t i : {0u, 1u, 2u, 3u}) {
    EXPECT_NEAR(values[i], std::log(std::cosh(prediction.data<float>()[i])), 2e-7) << i;
  }
}

// cosh(1000) is beyond every floating-point number.
TEST(LogCosh, LargeErrorsStayFinite) {
  const Array prediction({1, 1}, std::vector<float>{1000});
  const Array target({1, 1}, std::vector<float>{0});
  EXPECT_FLOAT_EQ(experiments::per_sample(LogCosh{}, target, prediction)[0], 1000 - std::log(2.0f));
}

}  // namespace
}  // namespace occam::losses
