#include "occam/layers/average.h"

#include <gtest/gtest.h>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using namespace experiments;

TEST(Average, OfAllWithBroadcasting) {
  EXPECT_EQ(merged<Average>({kA, kB}), (Values{1.5f, 1, 1, 4.25f}));
  EXPECT_EQ(merged<Average>({kA, kB, kC})[0], 2);
  EXPECT_THROW(merged<Average>({kA}), InvalidArgument);
  EXPECT_THROW(merged<Average>({kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
