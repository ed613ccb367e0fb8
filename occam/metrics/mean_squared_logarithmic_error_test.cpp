#include "occam/metrics/mean_squared_logarithmic_error.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(MeanSquaredLogarithmicErrorMetric, IsOfLogarithms) {
  const Array target({1, 1}, std::vector<float>{3}), prediction({1, 1}, std::vector<float>{1});
  EXPECT_NEAR(per_sample(MeanSquaredLogarithmicError{}, target, prediction)[0],
              std::log(2.0) * std::log(2.0), 1e-6);
}

}  // namespace
}  // namespace occam::metrics
