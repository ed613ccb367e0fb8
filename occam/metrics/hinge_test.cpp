#include "occam/metrics/hinge.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// Zeros and ones are read as -1 and 1: (0.7 + 1.6) / 2.
TEST(HingeMetric, CountsWhatTheMarginMisses) {
  const Array target({1, 2}, std::vector<float>{1, 0}),
      prediction({1, 2}, std::vector<float>{0.3f, 0.6f});
  EXPECT_NEAR(per_sample(Hinge{}, target, prediction)[0], 1.15, 1e-6);
}

}  // namespace
}  // namespace occam::metrics
