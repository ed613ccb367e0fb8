#include "occam/metrics/pearson_correlation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// Second row: deviations -1, 0, 1 and -3, 4, -1: covariance 2 of variances 2 and 26.
TEST(PearsonCorrelation, OfTheLastAxis) {
  const Array target({3, 3}, std::vector<float>{1, 2, 3, 4, 5, 6, 2, 1, 0});
  const Array prediction({3, 3}, std::vector<float>{10, 20, 30, 1, 8, 3, -1, 0, 1});
  const auto values = per_sample(PearsonCorrelation{}, target, prediction);
  EXPECT_NEAR(values[0], 1, 1e-6);
  EXPECT_NEAR(values[1], 2 / std::sqrt(2.0 * 26), 1e-6);
  EXPECT_NEAR(values[2], -1, 1e-6);
}

TEST(PearsonCorrelation, OfWhatIsConstantIsNone) {
  const Array constant({1, 3}, std::vector<float>{2, 2, 2});
  const Array other({1, 3}, std::vector<float>{1, 2, 4});
  EXPECT_EQ(per_sample(PearsonCorrelation{}, constant, other)[0], 0);
  EXPECT_EQ(per_sample(PearsonCorrelation{}, other, constant)[0], 0);
}

// The mean of each lies 1e5 deviations away.
TEST(PearsonCorrelation, FarFromZero) {
  const Array target({1, 3}, std::vector<float>{100001, 100002, 100003});
  const Array prediction({1, 3}, std::vector<float>{-200003, -200002, -200001});
  EXPECT_NEAR(per_sample(PearsonCorrelation{}, target, prediction)[0], 1, 1e-6);
}

// The columns of above as steps, one sample.
TEST(PearsonCorrelation, AlongOtherAxes) {
  const Array target({1, 3, 2}, std::vector<float>{1, 4, 2, 5, 3, 6});
  const Array prediction({1, 3, 2}, std::vector<float>{10, 1, 20, 8, 30, 3});
  const auto values = per_sample(PearsonCorrelation{.axis = 1}, target, prediction);
  ASSERT_EQ(values.size(), 2u);
  EXPECT_NEAR(values[0], 1, 1e-6);
  EXPECT_NEAR(values[1], 2 / std::sqrt(2.0 * 26), 1e-6);
  EXPECT_THROW(Metric(PearsonCorrelation{.axis = 0}), InvalidArgument);
  EXPECT_THROW(per_sample(PearsonCorrelation{.axis = -3}, target, prediction), InvalidArgument);
  EXPECT_THROW(per_sample(PearsonCorrelation{.axis = 3}, target, prediction), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
