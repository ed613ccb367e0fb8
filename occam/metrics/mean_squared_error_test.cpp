#include "occam/metrics/mean_squared_error.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// Rows: (4 + 0.25) / 2, (0 + 9) / 2.
TEST(MeanSquaredError, IsTheMeanOfEachRow) {
  const Array prediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
  const Array target({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});
  EXPECT_EQ(per_sample(MeanSquaredError{}, target, prediction), (std::vector<float>{2.125f, 4.5f}));
}

}  // namespace
}  // namespace occam::metrics
