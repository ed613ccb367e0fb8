#include "occam/metrics/kl_divergence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(KLDivergenceMetric, IsTheDistanceOfDistributions) {
  const Array target({1, 2}, std::vector<float>{0.8f, 0.2f});
  const Array prediction({1, 2}, std::vector<float>{0.4f, 0.6f});
  EXPECT_NEAR(per_sample(KLDivergence{}, target, prediction)[0],
              0.8 * std::log(2.0) + 0.2 * std::log(1 / 3.0), 1e-6);
}

}  // namespace
}  // namespace occam::metrics
