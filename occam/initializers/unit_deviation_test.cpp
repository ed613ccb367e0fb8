#include "occam/initializers/unit_deviation.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::initializers {
namespace {

// Units of deviation 2, 0 and sqrt(1.25).
TEST(UnitDeviation, DividesByEachUnitsDeviation) {
  std::vector<float> kernel{4, 4, 4, -6, -6, -6};
  const std::vector<float> responses{1, 7, 1, 5, 7, 2, 1, 7, 3, 5, 7, 4};
  UnitDeviation{}.adapt(kernel, {responses, 4, 3}, {});
  const std::vector<float> expected{2, 4, 3.5777088f, -3, -6, -5.3665631f};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(kernel[i], expected[i]) << i;
}

}  // namespace
}  // namespace occam::initializers
