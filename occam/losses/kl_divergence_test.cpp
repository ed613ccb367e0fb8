#include "occam/losses/kl_divergence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(KLDivergence, IsTheDistanceOfDistributions) {
  const Array target({2, 3}, std::vector<float>{0.5f, 0.2f, 0.3f, 0.1f, 0.6f, 0.3f});
  const Array prediction({2, 3}, std::vector<float>{0.1f, 0.7f, 0.2f, 0.1f, 0.6f, 0.3f});
  const auto values = per_sample(KLDivergence{}, target, prediction);
  EXPECT_NEAR(values[0], 0.5 * std::log(5.0) + 0.2 * std::log(2.0 / 7) + 0.3 * std::log(1.5), 1e-6);
  EXPECT_NEAR(values[1], 0, 1e-7);
}

// Clipped to 1e-7, both ways: 1 log(1 / 1e-7) + 1e-7 log(1e-7 / 1).
TEST(KLDivergence, ChancesOfZeroStayFinite) {
  const Array target({1, 2}, std::vector<float>{1, 0});
  const Array prediction({1, 2}, std::vector<float>{0, 1});
  EXPECT_NEAR(per_sample(KLDivergence{}, target, prediction)[0], 7 * std::log(10.0), 1e-4);
}

}  // namespace
}  // namespace occam::losses
