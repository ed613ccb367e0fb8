#include "occam/layers/multiply.h"

#include <gtest/gtest.h>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using namespace experiments;

TEST(Multiply, OfAllWithBroadcasting) {
  EXPECT_EQ(merged<Multiply>({kA, kB}), (Values{2, -8, -3, 4}));
  EXPECT_EQ(merged<Multiply>({kA, kB, kC}), (Values{6, -24, -18, 24}));
  EXPECT_THROW(merged<Multiply>({kA}), InvalidArgument);
  EXPECT_THROW(merged<Multiply>({kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
