#include "occam/layers/minimum.h"

#include <gtest/gtest.h>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using namespace experiments;

TEST(Minimum, OfAllWithBroadcasting) {
  EXPECT_EQ(merged<Minimum>({kA, kB}), (Values{1, -2, -1, 0.5f}));
  EXPECT_EQ(merged<Minimum>({kC, kA}), (Values{1, -2, 3, 6}));
  EXPECT_THROW(merged<Minimum>({kA}), InvalidArgument);
  EXPECT_THROW(merged<Minimum>({kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
