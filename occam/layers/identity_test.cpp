#include "occam/layers/identity.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(Identity, IsTheInput) {
  EXPECT_EQ(result_of<Identity>({}, Array({1, 3}, std::vector<float>{1, -2, 3})),
            (std::vector<float>{1, -2, 3}));
}

}  // namespace
}  // namespace occam::layers
