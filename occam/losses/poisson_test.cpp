#include "occam/losses/poisson.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(Poisson, IsTheCostOfACount) {
  const Array target({1, 2}, std::vector<float>{3, 0});
  const Array prediction({1, 2}, std::vector<float>{2.5f, 0.4f});
  EXPECT_NEAR(per_sample(Poisson{}, target, prediction)[0], (2.5 - 3 * std::log(2.5) + 0.4) / 2,
              1e-6);
}

TEST(Poisson, AMeanOfZeroStaysFinite) {
  const Array target({1, 1}, std::vector<float>{2});
  const Array prediction({1, 1}, std::vector<float>{0});
  EXPECT_NEAR(per_sample(Poisson{}, target, prediction)[0], 14 * std::log(10.0), 1e-4);
}

}  // namespace
}  // namespace occam::losses
