#include "occam/losses/categorical_hinge.h"

#include <gtest/gtest.h>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

// Right 0.6 and best other 0.9: 1.3; right 3 and best other -0.5 among a 0 of the right class
// itself: 0 - 3 + 1 < 0.
TEST(CategoricalHinge, ComparesWithTheBestOther) {
  const Array target({2, 3}, std::vector<float>{0, 1, 0, 1, 0, 0});
  const Array prediction({2, 3}, std::vector<float>{0.9f, 0.6f, -1, 3, -0.5f, -2});
  const auto values = per_sample(CategoricalHinge{}, target, prediction);
  EXPECT_NEAR(values[0], 1.3, 1e-6);
  EXPECT_EQ(values[1], 0);
}

}  // namespace
}  // namespace occam::losses
