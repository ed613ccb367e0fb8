#include "occam/metrics/sparse_top_k_categorical_accuracy.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

const Array kPrediction({3, 4}, std::vector<float>{.1f, .4f, .3f, .2f, .3f, .2f, .4f, .1f, .7f, .1f,
                                                   .15f, .05f});

TEST(SparseTopKCategoricalAccuracy, IsAmongTheLargest) {
  const Array labels({3}, std::vector<float>{2, 1, 3});
  EXPECT_EQ(per_sample(SparseTopKCategoricalAccuracy{.k = 2}, labels, kPrediction),
            (std::vector<float>{1, 0, 0}));
  EXPECT_EQ(per_sample(SparseTopKCategoricalAccuracy{.k = 3}, labels, kPrediction),
            (std::vector<float>{1, 1, 0}));
}

TEST(SparseTopKCategoricalAccuracy, ANumberThatIsNoClassIsNotAmongThem) {
  const Array labels({3, 1}, std::vector<float>{-1, 4, 0});
  EXPECT_EQ(per_sample(SparseTopKCategoricalAccuracy{}, labels, kPrediction),
            (std::vector<float>{0, 0, 1}));
}

TEST(SparseTopKCategoricalAccuracy, OfClassNumbersInOrder) {
  const Array ids({3, 3}, std::vector<float>{7, 2, 5, 1, 1, 3, 0, 4, 9});
  const Array labels({3}, std::vector<float>{5, 1, 4});
  const SparseTopKCategoricalAccuracy metric{.k = 2, .from_sorted_ids = true};
  EXPECT_EQ(per_sample(metric, labels, ids), (std::vector<float>{0, 1, 1}));
}

}  // namespace
}  // namespace occam::metrics
