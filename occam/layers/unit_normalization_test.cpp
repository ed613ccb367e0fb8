#include "occam/layers/unit_normalization.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(UnitNormalization, NormsAreOne) {
  const Array x({1, 2, 2}, std::vector<float>{3, 4, 0, 0});
  EXPECT_EQ(result_of<UnitNormalization>({}, x), (std::vector<float>{0.6f, 0.8f, 0, 0}));
  EXPECT_EQ(result_of<UnitNormalization>({.axis = 1}, x), (std::vector<float>{1, 1, 0, 0}));
  EXPECT_EQ(result_of<UnitNormalization>({.axis = {1, 2}}, x),
            (std::vector<float>{0.6f, 0.8f, 0, 0}));
  EXPECT_THROW(result_of<UnitNormalization>({.axis = 0}, x), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
