#include "occam/metrics/sparse_categorical_accuracy.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

const Array kPrediction({3, 3},
                        std::vector<float>{0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f, 0, 0.4f, 0.6f});

TEST(SparseCategoricalAccuracy, IsWhereTheClassNumberSays) {
  const SparseCategoricalAccuracy metric;
  const std::vector<float> labels{1, 2, 2}, right{1, 0, 1};
  EXPECT_EQ(per_sample(metric, Array({3}, labels), kPrediction), right);
  EXPECT_EQ(per_sample(metric, Array({3, 1}, labels), kPrediction), right);
}

TEST(SparseCategoricalAccuracy, RefusesOneHotRows) {
  const Array one_hot({3, 3}, std::vector<float>{0, 1, 0, 0, 0, 1, 0, 0, 1});
  EXPECT_THROW(per_sample(SparseCategoricalAccuracy{}, one_hot, kPrediction), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
