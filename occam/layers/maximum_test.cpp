#include "occam/layers/maximum.h"

#include <gtest/gtest.h>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using namespace experiments;

TEST(Maximum, OfAllWithBroadcasting) {
  EXPECT_EQ(merged<Maximum>({kA, kB}), (Values{2, 4, 3, 8}));
  EXPECT_EQ(merged<Maximum>({kA, kB, kC}), (Values{3, 4, 6, 8}));
  EXPECT_EQ(merged<Maximum>({kC, kA}), (Values{3, 3, 6, 8}));
  EXPECT_THROW(merged<Maximum>({kA}), InvalidArgument);
  EXPECT_THROW(merged<Maximum>({kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
