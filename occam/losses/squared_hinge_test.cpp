#include "occam/losses/squared_hinge.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

// Rows: (0.7^2 + 0.4^2) / 2, (3^2 + 0) / 2; zeros and ones are read as -1 and 1.
TEST(SquaredHinge, SquaresWhatTheMarginMisses) {
  const Array target({2, 2}, std::vector<float>{1, 0, 0, 1});
  const Array prediction({2, 2}, std::vector<float>{0.3f, -0.6f, 2, 1.5f});
  const auto values = per_sample(SquaredHinge{}, target, prediction);
  EXPECT_NEAR(values[0], 0.325, 1e-6);
  EXPECT_NEAR(values[1], 4.5, 1e-6);
}

}  // namespace
}  // namespace occam::losses
