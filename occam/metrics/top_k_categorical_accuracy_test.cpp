#include "occam/metrics/top_k_categorical_accuracy.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

const Array kPrediction({3, 4}, std::vector<float>{.1f, .4f, .3f, .2f, .3f, .3f, .3f, .1f, .7f, .1f,
                                                   .1f, .1f});

// Of three equal ones on the border all are among the largest two.
TEST(TopKCategoricalAccuracy, IsAmongTheLargest) {
  const Array target({3, 4}, std::vector<float>{0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0});
  EXPECT_EQ(per_sample(TopKCategoricalAccuracy{.k = 2}, target, kPrediction),
            (std::vector<float>{0, 1, 1}));
  EXPECT_EQ(per_sample(TopKCategoricalAccuracy{.k = 3}, target, kPrediction),
            (std::vector<float>{1, 1, 1}));
  EXPECT_EQ(per_sample(TopKCategoricalAccuracy{}, target, kPrediction),
            (std::vector<float>{1, 1, 1}));
  EXPECT_THROW(Metric(TopKCategoricalAccuracy{.k = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
