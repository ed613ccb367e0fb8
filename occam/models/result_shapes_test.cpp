#include "occam/models/result_shapes.h"

#include <gtest/gtest.h>

#include "occam/layers/add.h"
#include "occam/layers/dense.h"
#include "occam/models/model.h"
#include "occam/models/sequential.h"
#include "occam/ops/sum.h"

namespace occam {
namespace {

/// A layer with two results: its input, and its sum over each row.
struct WithRowSums {
  static constexpr std::string_view type = "WithRowSums";
  graph::Value build(const layers::Scope&, std::span<const graph::Value> inputs) const {
    return inputs[0];
  }
  std::vector<graph::Value> build_all(const layers::Scope&,
                                      std::span<const graph::Value> inputs) const {
    return {inputs[0], ops::sum_columns(inputs[0])};
  }
};

TEST(ResultShapes, OfLayersWithOneInputAndWithSeveral) {
  EXPECT_EQ(models::result_shapes(layers::Dense{.units = 4}, {{2, 3}}),
            (std::vector<Shape>{{2, 4}}));
  EXPECT_EQ(models::result_shapes(layers::Add{}, {{2, 3}, {2, 3}}), (std::vector<Shape>{{2, 3}}));
  EXPECT_THROW(models::result_shapes(layers::Add{}, {{2, 3}, {2, 4}}), InvalidArgument);
}

/// As many numbers as its input's mask has: (rows, steps) and 1 more; one a row without a mask.
struct OfItsMask {
  static constexpr std::string_view type = "OfItsMask";
  static constexpr bool uses_mask = true;
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const {
    const graph::Value mask = scope.mask_of(inputs[0]);
    return mask ? mask : ops::sum_columns(ops::sum_columns(inputs[0]));
  }
};

TEST(ResultShapes, OfInputsWithMasks) {
  EXPECT_EQ(models::result_shapes(OfItsMask{}, {{2, 3, 5}}), (std::vector<Shape>{{2}}));
  EXPECT_EQ(models::result_shapes(OfItsMask{}, {{2, 3, 5}}, {2}), (std::vector<Shape>{{2, 3}}));
  EXPECT_EQ(models::result_shapes(OfItsMask{}, {{2, 3, 5}}, {0}), (std::vector<Shape>{{2}}));
}

TEST(ResultShapes, OfALayerWithSeveralResults) {
  EXPECT_EQ(models::result_shapes(WithRowSums{}, {{2, 3}}), (std::vector<Shape>{{2, 3}, {2}}));
}

TEST(CallAll, ALayerOfOnesOwnMayHaveSeveralResults) {
  const Node in = Input({.shape = {3}});
  const std::vector<Node> parts = call_all(Layer(layers::Dense{.units = 2}), {in}, 1);
  ASSERT_EQ(parts.size(), 1u);
  const std::vector<Node> results = call_all(Layer(WithRowSums{}), {in}, 2);
  const Model model({.inputs = in, .outputs = {results[1], results[0]}});
  const Array x(Shape{2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6});
  const std::vector<Array> found = model.predict_all(x);
  EXPECT_EQ(found[0].at(0), 6);
  EXPECT_EQ(found[0].at(1), 15);
  EXPECT_EQ(found[1].at(5), 6);
  EXPECT_THROW(Model({.inputs = in, .outputs = call_all(Layer(WithRowSums{}), {in}, 1)}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam
