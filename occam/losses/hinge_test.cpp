#include "occam/losses/hinge.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kPrediction({2, 2}, std::vector<float>{0.3f, -0.6f, 2, 0.5f});

// Rows: (0.7 + 0.4) / 2, (3 + 0.5) / 2.
TEST(Hinge, CountsWhatTheMarginMisses) {
  const Array target({2, 2}, std::vector<float>{1, -1, -1, 1});
  const auto values = per_sample(Hinge{}, target, kPrediction);
  EXPECT_NEAR(values[0], 0.55, 1e-6);
  EXPECT_NEAR(values[1], 1.75, 1e-6);
}

TEST(Hinge, ReadsZerosAndOnesAsSigns) {
  const Array binary({2, 2}, std::vector<float>{1, 0, 0, 1});
  const Array signs({2, 2}, std::vector<float>{1, -1, -1, 1});
  EXPECT_EQ(per_sample(Hinge{}, binary, kPrediction), per_sample(Hinge{}, signs, kPrediction));
}

// One number of another kind, and a 0 is a 0: rows (0.7 + 1) / 2, (3 + 0.5) / 2.
TEST(Hinge, ReadsABatchOfOtherNumbersAsItIs) {
  const Array target({2, 2}, std::vector<float>{1, 0, -1, 1});
  const auto values = per_sample(Hinge{}, target, kPrediction);
  EXPECT_NEAR(values[0], 0.85, 1e-6);
  EXPECT_NEAR(values[1], 1.75, 1e-6);
}

}  // namespace
}  // namespace occam::losses
