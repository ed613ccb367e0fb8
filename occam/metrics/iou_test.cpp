#include "occam/metrics/iou.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// The examples of Keras's documentation: of class 0 one of three rows, of class 1 too.
TEST(IoU, OfClassNumbers) {
  const Array target({4, 1}, std::vector<float>{0, 0, 1, 1});
  const Array prediction({4, 1}, std::vector<float>{0, 1, 0, 1});
  const IoU first{.num_classes = 2, .target_class_ids = {0}};
  EXPECT_NEAR(metric_result(first, target, prediction), 1.0 / 3, 1e-12);
  const Array weights({4}, std::vector<float>{0.3f, 0.3f, 0.3f, 0.1f});
  EXPECT_NEAR(metric_result(first, target, prediction, weights), 0.3 / 0.9, 1e-6);
  const IoU both{.num_classes = 2, .target_class_ids = {0, 1}};
  EXPECT_NEAR(metric_result(both, target, prediction, weights), (0.3 / 0.9 + 0.1 / 0.7) / 2, 1e-6);
}

TEST(IoU, OfTheLargest) {
  const Array target({4}, std::vector<float>{2, 0, 1, 2});
  const Array scores({4, 3}, std::vector<float>{0.2f, 0.3f, 0.5f, 0.1f, 0.2f, 0.7f, 0.5f, 0.3f,
                                                0.1f, 0.1f, 0.4f, 0.5f});
  const IoU metric{.num_classes = 3, .target_class_ids = {0, 2}, .sparse_y_pred = false};
  EXPECT_NEAR(metric_result(metric, target, scores), (0 + 2.0 / 3) / 2, 1e-12);
}

// Numbers are cut to whole ones; -1 and 3 are no classes of three, 1 is left out.
TEST(IoU, LeavesOutWhatIsNoClass) {
  const Array target({6, 1}, std::vector<float>{0, 0.9f, -1, 2, 2, 1});
  const Array prediction({6, 1}, std::vector<float>{-0.5f, 2.5f, 0, 2, 3, 0});
  const IoU metric{.num_classes = 3, .target_class_ids = {0, 2}, .ignore_class = 1};
  EXPECT_NEAR(metric_result(metric, target, prediction), (1.0 / 2 + 1.0 / 2) / 2, 1e-12);
}

// Class 1 does not occur: the mean is that of class 0.
TEST(IoU, OfClassesThatOccur) {
  const Array rows({2, 1}, std::vector<float>{0, 0});
  EXPECT_EQ(metric_result(IoU{}, rows, rows), 1);
  EXPECT_EQ(metric_result(IoU{.target_class_ids = {1}}, rows, rows), 0);
}

TEST(IoU, RefusesClassesThatAreNone) {
  EXPECT_THROW(Metric(IoU{.num_classes = 2, .target_class_ids = {2}}), InvalidArgument);
  EXPECT_THROW(Metric(IoU{.num_classes = 2, .target_class_ids = {-1}}), InvalidArgument);
  EXPECT_THROW(Metric(IoU{.num_classes = 2, .target_class_ids = {}}), InvalidArgument);
  const Array rows({2, 2}, std::vector<float>{0, 1, 1, 0});
  EXPECT_THROW(metric_result(IoU{.sparse_y_true = false}, rows, rows), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
