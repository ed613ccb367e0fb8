#include "occam/metrics/poisson.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(PoissonMetric, IsTheCostOfACount) {
  const Array target({1, 1}, std::vector<float>{3}), prediction({1, 1}, std::vector<float>{2.5f});
  EXPECT_NEAR(per_sample(Poisson{}, target, prediction)[0], 2.5 - 3 * std::log(2.5), 1e-6);
}

}  // namespace
}  // namespace occam::metrics
