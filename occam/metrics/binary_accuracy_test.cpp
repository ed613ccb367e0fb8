#include "occam/metrics/binary_accuracy.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

const Array kPrediction({3, 2}, std::vector<float>{0.9f, 0.2f, 0.4f, 0.5f, 0.3f, 0.31f});
const Array kTarget({3, 2}, std::vector<float>{1, 1, 0, 0, 1, 0});

// Rows: right and wrong; right and right, 0.5 being not above it; wrong and right.
TEST(BinaryAccuracy, CountsEachNumber) {
  EXPECT_EQ(per_sample(BinaryAccuracy{}, kTarget, kPrediction),
            (std::vector<float>{0.5f, 1, 0.5f}));
}

TEST(BinaryAccuracy, HasAThreshold) {
  EXPECT_EQ(per_sample(BinaryAccuracy{.threshold = 0.35}, kTarget, kPrediction),
            (std::vector<float>{0.5f, 0, 0.5f}));
  EXPECT_THROW(Metric(BinaryAccuracy{.threshold = 1.5}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
