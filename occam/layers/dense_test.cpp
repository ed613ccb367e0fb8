#include "occam/layers/dense.h"

#include <gtest/gtest.h>

#include "occam/regularizers/l1.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

/// 1, 2, 3, ... in the kernel's order.
struct Counting {
  static constexpr std::string_view type = "Counting";
  void fill(std::span<float> values, const Shape&, RandomKey) const {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i + 1);
  }
};

// Kernel (1 2 3; 4 5 6), bias 1: (2, -1) -> 2 - 4 + 1, 4 - 5 + 1, 6 - 6 + 1.
TEST(Dense, MultipliesAddsAndActivates) {
  const Array x({2, 2}, std::vector<float>{2, -1, 0, 0.5f});
  for (const bool activated : {false, true}) {
    Experiment experiment;
    const Dense dense{.units = 3,
                      .activation = activated ? "relu" : "linear",
                      .kernel_initializer = Counting{},
                      .bias_initializer = "ones"};
    experiment.output(
        "y", dense.build(experiment.layer_scope("dense", false), experiment.variable("x", x)));
    experiment.run();
    const auto y = experiment.tensor("y");
    const float low = activated ? 0 : -1;
    EXPECT_EQ((std::vector<float>(y.begin(), y.end())),
              (std::vector<float>{low, 0, 1, 3, 3.5f, 4}));
  }
}

TEST(Dense, WorksOnTheLastAxisAndDeclaresItsWeights) {
  Experiment experiment;
  const Dense dense{.units = 4, .kernel_regularizer = regularizers::L1{.l1 = 0.5}};
  const graph::Value y = dense.build(experiment.layer_scope("dense", false),
                                     experiment.input("x", Array(DType::kFloat32, {2, 5, 3})));
  EXPECT_EQ(y.shape(), (Shape{2, 5, 4}));
  ASSERT_EQ(experiment.declared().values.size(), 2u);
  EXPECT_EQ(experiment.declared().values[0].shape(), (Shape{3, 4}));
  EXPECT_EQ(experiment.declared().values[1].shape(), Shape{4});
  EXPECT_TRUE(experiment.declared().penalties[0]);
  EXPECT_FALSE(experiment.declared().penalties[1]);
}

TEST(Dense, WithoutBiasHasOneWeight) {
  Experiment experiment;
  Dense{.units = 4, .use_bias = false}.build(experiment.layer_scope("dense", false),
                                             experiment.input("x", Array(DType::kFloat32, {2, 3})));
  EXPECT_EQ(experiment.declared().values.size(), 1u);
}

TEST(Dense, NeedsUnits) { EXPECT_THROW(Layer(Dense{}), InvalidArgument); }

}  // namespace
}  // namespace occam::layers
