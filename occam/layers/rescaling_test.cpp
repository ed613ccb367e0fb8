#include "occam/layers/rescaling.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(Rescaling, ScalesAndShifts) {
  EXPECT_EQ(result_of<Rescaling>({.scale = 0.5, .offset = -1},
                                 Array({1, 3}, std::vector<float>{0, 4, -2})),
            (std::vector<float>{-1, 1, -2}));
}

}  // namespace
}  // namespace occam::layers
