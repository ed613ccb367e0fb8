#include "occam/metrics/categorical_hinge.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(CategoricalHingeMetric, ComparesWithTheBestOther) {
  const Array target({1, 3}, std::vector<float>{0, 1, 0});
  const Array prediction({1, 3}, std::vector<float>{0.9f, 0.6f, -1});
  EXPECT_NEAR(per_sample(CategoricalHinge{}, target, prediction)[0], 1.3, 1e-6);
}

}  // namespace
}  // namespace occam::metrics
