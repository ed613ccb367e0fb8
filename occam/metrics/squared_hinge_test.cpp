#include "occam/metrics/squared_hinge.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

// (0.7^2 + 1.6^2) / 2.
TEST(SquaredHingeMetric, SquaresWhatTheMarginMisses) {
  const Array target({1, 2}, std::vector<float>{1, -1}),
      prediction({1, 2}, std::vector<float>{0.3f, 0.6f});
  EXPECT_NEAR(per_sample(SquaredHinge{}, target, prediction)[0], 1.525, 1e-6);
}

}  // namespace
}  // namespace occam::metrics
