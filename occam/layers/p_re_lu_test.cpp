#include "occam/layers/p_re_lu.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "occam/initializers/constant.h"
#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::result_of;

TEST(PReLU, HasASlopeForEachElementOrSharesIt) {
  const Array x({1, 2, 2}, std::vector<float>{-2, 3, -4, -1});
  EXPECT_EQ(result_of<PReLU>({.alpha_initializer = initializers::Constant{0.5}}, x),
            (std::vector<float>{-1, 3, -2, -0.5f}));
  for (const auto& [shared, shape] :
       {std::pair(Dims(), Shape{2, 2}), {Dims(1), {1, 2}}, {Dims({1, 2}), {1, 1}}}) {
    Experiment experiment;
    PReLU{.shared_axes = shared}.build(experiment.layer_scope("layer", false),
                                       experiment.input("x", x));
    EXPECT_EQ(experiment.declared().values[0].shape(), shape);
  }
  EXPECT_THROW(result_of<PReLU>({.shared_axes = {0}}, x), InvalidArgument);
  EXPECT_THROW(result_of<PReLU>({.shared_axes = {3}}, x), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
