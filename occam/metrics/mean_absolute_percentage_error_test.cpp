#include "occam/metrics/mean_absolute_percentage_error.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// Row: (1 / 4 + 3 / 2) / 2.
TEST(MeanAbsolutePercentageErrorMetric, IsTheMeanOfEachRow) {
  const Array target({1, 2}, std::vector<float>{4, -2}),
      prediction({1, 2}, std::vector<float>{3, 1});
  EXPECT_NEAR(per_sample(MeanAbsolutePercentageError{}, target, prediction)[0], 87.5, 1e-4);
}

}  // namespace
}  // namespace occam::metrics
