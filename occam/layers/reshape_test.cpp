#include "occam/layers/reshape.h"

#include <gtest/gtest.h>

#include <numeric>
#include <utility>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(Reshape, KeepsTheOrderAndWorksOutOneSize) {
  std::vector<float> values(24);
  std::iota(values.begin(), values.end(), 1.0f);
  const Array x({2, 12}, values);
  for (const auto& [target, shape] : {std::pair(Dims{3, 4}, Shape{2, 3, 4}),
                                      {{-1, 2}, {2, 6, 2}},
                                      {{2, -1, 3}, {2, 2, 2, 3}},
                                      {{-1}, {2, 12}}}) {
    Shape found;
    EXPECT_EQ(result_of<Reshape>({.target_shape = target}, x, &found), values);
    EXPECT_EQ(found, shape);
  }
  for (const Dims& wrong : {Dims{5}, Dims{-1, -1}, Dims{-2, -6}, Dims{-1, 5}, Dims(), Dims{0, -1}})
    EXPECT_THROW(result_of<Reshape>({.target_shape = wrong}, x), InvalidArgument);
}

// layers.Reshape((6, -1)).get_config() of Keras 3.15.1; what stood in files before was null.
TEST(Reshape, TheSizeThatIsLeftIsMinusOneInConfigs) {
  using Written = FieldValue<TargetShape>;
  EXPECT_EQ(to_text(Written::write({6, -1})), "[6, -1]");
  EXPECT_EQ(*Written::read(Config::List{6, {}}), TargetShape({6, -1}));
  EXPECT_EQ(*Written::read(Config::List{6, -1}), TargetShape({6, -1}));
  EXPECT_FALSE(*Written::read({}));
}

}  // namespace
}  // namespace occam::layers
