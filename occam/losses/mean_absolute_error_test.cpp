#include "occam/losses/mean_absolute_error.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

// Rows: (2 + 0.5) / 2, (0 + 3) / 2.
TEST(MeanAbsoluteError, IsTheMeanOfEachRow) {
  const Array prediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
  const Array target({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});
  EXPECT_EQ(experiments::per_sample(MeanAbsoluteError{}, target, prediction),
            (std::vector<float>{1.25f, 1.5f}));
}

}  // namespace
}  // namespace occam::losses
