#include "occam/metrics/cosine_similarity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// 1 where both point the same way: the loss is the negative.
TEST(CosineSimilarityMetric, IsTheCosineOfTheAngle) {
  const Array target({2, 2}, std::vector<float>{3, 4, 2, 1});
  const Array prediction({2, 2}, std::vector<float>{6, 8, -1, 3});
  const auto values = per_sample(CosineSimilarity{}, target, prediction);
  EXPECT_NEAR(values[0], 1, 1e-6);
  EXPECT_NEAR(values[1], 1 / std::sqrt(50.0), 1e-6);
}

}  // namespace
}  // namespace occam::metrics
