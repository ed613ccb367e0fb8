#include "occam/metrics/one_hot_iou.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// The example of Keras's documentation.
const Array kFourOfThree({4, 3}, std::vector<float>{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
const Array kScoresOfThree({4, 3}, std::vector<float>{0.2f, 0.3f, 0.5f, 0.1f, 0.2f, 0.7f, 0.5f,
                                                      0.3f, 0.1f, 0.1f, 0.4f, 0.5f});

TEST(OneHotIoU, OfTheLargest) {
  const Array weights({4}, std::vector<float>{0.1f, 0.2f, 0.3f, 0.4f});
  const OneHotIoU metric{.num_classes = 3, .target_class_ids = {0, 2}};
  EXPECT_NEAR(metric_result(metric, kFourOfThree, kScoresOfThree, weights), (0 + 0.1 / 0.7) / 2,
              1e-6);
}

}  // namespace
}  // namespace occam::metrics
