#include "occam/metrics/binary_iou.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// The example of Keras's documentation.
TEST(BinaryIoU, OfWhatIsAboveTheThreshold) {
  const Array target({4, 1}, std::vector<float>{0, 1, 0, 1});
  const Array prediction({4, 1}, std::vector<float>{0.1f, 0.2f, 0.4f, 0.7f});
  const BinaryIoU metric{.threshold = 0.3};
  EXPECT_NEAR(metric_result(metric, target, prediction), (1.0 / 3 + 1.0 / 3) / 2, 1e-12);
  const Array weights({4}, std::vector<float>{0.2f, 0.3f, 0.4f, 0.1f});
  EXPECT_NEAR(metric_result(metric, target, prediction, weights), (0.2 / 0.9 + 0.1 / 0.8) / 2,
              1e-6);
}

TEST(BinaryIoU, TheThresholdIsOfClassOne) {
  const Array target({2, 2}, std::vector<float>{1, 1, 0, 1});
  const Array prediction({2, 2}, std::vector<float>{0.25f, 0.2f, 0.1f, 0.5f});
  const BinaryIoU metric{.target_class_ids = {1}, .threshold = 0.25};
  EXPECT_NEAR(metric_result(metric, target, prediction), 2.0 / 3, 1e-12);
}

TEST(BinaryIoU, RefusesAThirdClass) {
  EXPECT_THROW(Metric(BinaryIoU{.target_class_ids = {2}}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
