#include "occam/metrics/mean_iou.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

TEST(MeanIoU, IsTheMeanOverTheClasses) {
  const Array target({4, 1}, std::vector<float>{0, 0, 1, 1});
  const Array prediction({4, 1}, std::vector<float>{0, 1, 0, 1});
  const Array weights({4}, std::vector<float>{0.3f, 0.3f, 0.3f, 0.1f});
  EXPECT_NEAR(metric_result(MeanIoU{}, target, prediction), 1.0 / 3, 1e-12);
  EXPECT_NEAR(metric_result(MeanIoU{}, target, prediction, weights), (0.3 / 0.9 + 0.1 / 0.7) / 2,
              1e-6);
  EXPECT_NEAR(metric_result(MeanIoU{.num_classes = 5}, target, prediction), 1.0 / 3, 1e-12);
}

}  // namespace
}  // namespace occam::metrics
