#include "occam/metrics/log_cosh_error.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(LogCoshError, IsTheLogarithmOfTheHyperbolicCosine) {
  const Array target({2, 1}, std::vector<float>{1, -1}),
      prediction({2, 1}, std::vector<float>{3, -1.5f});
  const auto values = per_sample(LogCoshError{}, target, prediction);
  EXPECT_NEAR(values[0], std::log(std::cosh(2.0)), 1e-6);
  EXPECT_NEAR(values[1], std::log(std::cosh(0.5)), 1e-6);
  EXPECT_EQ(Metric(LogCoshError{}).name(), "logcosh");
}

}  // namespace
}  // namespace occam::metrics
