#include "occam/metrics/one_hot_mean_iou.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// The example of Keras's documentation.
TEST(OneHotMeanIoU, OfTheLargest) {
  const Array target({4, 3}, std::vector<float>{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
  const Array scores({4, 3}, std::vector<float>{0.2f, 0.3f, 0.5f, 0.1f, 0.2f, 0.7f, 0.5f, 0.3f,
                                                0.1f, 0.1f, 0.4f, 0.5f});
  const Array weights({4}, std::vector<float>{0.1f, 0.2f, 0.3f, 0.4f});
  EXPECT_NEAR(metric_result(OneHotMeanIoU{.num_classes = 3}, target, scores, weights),
              (0 + 0 + 0.1 / 0.7) / 3, 1e-6);
}

}  // namespace
}  // namespace occam::metrics
