#include "occam/metrics/concordance_correlation.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// The second row is the first moved by 3: covariance and variances 2 / 3, squared difference 9.
TEST(ConcordanceCorrelation, IsOneOnlyWhereBothAreTheSame) {
  const Array target({3, 3}, std::vector<float>{1, 2, 3, 1, 2, 3, 1, 2, 3});
  const Array prediction({3, 3}, std::vector<float>{1, 2, 3, 4, 5, 6, 3, 2, 1});
  const auto values = per_sample(ConcordanceCorrelation{}, target, prediction);
  EXPECT_NEAR(values[0], 1, 1e-6);
  EXPECT_NEAR(values[1], (4.0 / 3) / (4.0 / 3 + 9), 1e-6);
  EXPECT_NEAR(values[2], -1, 1e-6);
}

TEST(ConcordanceCorrelation, OfOneOutputIsNone) {
  const Array target({2, 1}, std::vector<float>{1, 2}),
      prediction({2, 1}, std::vector<float>{1, 3});
  for (const float value : per_sample(ConcordanceCorrelation{}, target, prediction))
    EXPECT_EQ(value, 0);
}

}  // namespace
}  // namespace occam::metrics
