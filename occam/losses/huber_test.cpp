#include "occam/losses/huber.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

// Errors 2 and 0.5 of delta 1: 1.5 and 0.125; 0 and -3: 0 and 2.5. Of delta 4: 2 and 0.125; 4.5.
TEST(Huber, IsQuadraticNearZeroAndLinearFarAway) {
  const Array prediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
  const Array target({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});
  EXPECT_EQ(experiments::per_sample(Huber{}, target, prediction),
            (std::vector<float>{0.8125f, 1.25f}));
  EXPECT_EQ(experiments::per_sample(Huber{.delta = 4}, target, prediction),
            (std::vector<float>{1.0625f, 2.25f}));
}

TEST(Huber, RefusesADeltaThatIsNotPositive) {
  EXPECT_THROW(Loss(Huber{.delta = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::losses
