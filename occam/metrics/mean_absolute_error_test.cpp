#include "occam/metrics/mean_absolute_error.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

const Array kPrediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
const Array kTarget({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});

// Rows: (2 + 0.5) / 2, (0 + 3) / 2.
TEST(MeanAbsoluteError, IsTheMeanOfEachRow) {
  EXPECT_EQ(per_sample(MeanAbsoluteError{}, kTarget, kPrediction),
            (std::vector<float>{1.25f, 1.5f}));
}

TEST(MeanAbsoluteError, IsToldInItsUnit) {
  EXPECT_EQ(per_sample(MeanAbsoluteError{.unit = 20}, kTarget, kPrediction),
            (std::vector<float>{25, 30}));
  EXPECT_THROW(Metric(MeanAbsoluteError{.unit = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
