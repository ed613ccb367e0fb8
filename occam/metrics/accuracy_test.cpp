#include "occam/metrics/accuracy.h"

#include <gtest/gtest.h>

#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

using experiments::per_sample;

TEST(Accuracy, OfOneProbabilityIsAtHalf) {
  const Array prediction({4, 1}, std::vector<float>{0.9f, 0.5f, 0.51f, 0.2f});
  const Array target({4, 1}, std::vector<float>{1, 0, 0, 1});
  EXPECT_EQ(per_sample(Accuracy{}, target, prediction), (std::vector<float>{1, 1, 0, 0}));
}

TEST(Accuracy, OfClassesIsWhereTheLargestOutputIs) {
  const Array prediction({3, 3},
                         std::vector<float>{0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f, 0, 0.4f, 0.6f});
  const Array labels({3}, std::vector<float>{1, 2, 2});
  const Array one_hot({3, 3}, std::vector<float>{0, 1, 0, 0, 0, 1, 0, 0, 1});
  EXPECT_EQ(per_sample(Accuracy{}, labels, prediction), (std::vector<float>{1, 0, 1}));
  EXPECT_EQ(per_sample(Accuracy{}, one_hot, prediction), (std::vector<float>{1, 0, 1}));
}

TEST(Accuracy, ExactIsEquality) {
  const Array prediction({2, 2}, std::vector<float>{1, 2, 3, 4});
  const Array target({2, 2}, std::vector<float>{1, 0, 3, 4});
  EXPECT_EQ(per_sample(Accuracy{.exact = true}, target, prediction), (std::vector<float>{0.5f, 1}));
  EXPECT_THROW(
      per_sample(Accuracy{.exact = true}, Array({2}, std::vector<float>{1, 0}), prediction),
      InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics
