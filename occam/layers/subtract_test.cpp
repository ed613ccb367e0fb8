#include "occam/layers/subtract.h"

#include <gtest/gtest.h>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using namespace experiments;

TEST(Subtract, TakesTheSecondFromTheFirst) {
  EXPECT_EQ(merged<Subtract>({kA, kB}), (Values{-1, -6, 4, 7.5f}));
  EXPECT_EQ(merged<Subtract>({kA, kC}), (Values{-2, -5, -3, 2}));
  EXPECT_THROW(merged<Subtract>({kA, kB, kC}), InvalidArgument);
  EXPECT_THROW(merged<Subtract>({kA}), InvalidArgument);
  EXPECT_THROW(merged<Subtract>({kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
