#include "occam/metrics/categorical_accuracy.h"

#include <gtest/gtest.h>

#include "tests/experiment/per_sample.h"

namespace occam::metrics {
namespace {

TEST(CategoricalAccuracy, IsWhereTheLargestNumbersAre) {
  const Array prediction({3, 3},
                         std::vector<float>{0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f, 0, 0.4f, 0.6f});
  const Array one_hot({3, 3}, std::vector<float>{0, 1, 0, 0, 0, 1, 0, 0, 1});
  EXPECT_EQ(experiments::per_sample(CategoricalAccuracy{}, one_hot, prediction),
            (std::vector<float>{1, 0, 1}));
}

}  // namespace
}  // namespace occam::metrics
