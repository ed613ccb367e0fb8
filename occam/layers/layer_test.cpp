#include "occam/layers/layer.h"

#include <gtest/gtest.h>

#include <vector>

#include "occam/layers/add.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/dot.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/global_average_pooling1d.h"
#include "tests/experiment/experiment.h"

namespace occam {
namespace {

using experiments::Experiment;
using graph::Value;

/// Two masked values of shape (2, 2, 1), whose masks have both cases in common and apart.
class Masks : public testing::Test {
 protected:
  Value masked(const std::string& name, std::vector<float> mask) {
    const Value x = experiment_.input(name, Array({2, 2, 1}, std::vector<float>{1, 2, 3, 5}));
    scope_.set_mask(x, experiment_.input(name + "_mask", Array({2, 2}, mask)));
    return x;
  }
  std::vector<float> mask_of(const Value& value) {
    experiment_.output("mask", scope_.mask_of(value));
    experiment_.run();
    const auto values = experiment_.tensor("mask");
    return {values.begin(), values.end()};
  }

  Experiment experiment_;
  layers::Scope scope_ = experiment_.layer_scope("layer", true);
};

TEST_F(Masks, AreKeptByLayersThatSaySo) {
  const Value x = masked("x", {1, 0, 0, 1});
  const Layer dense = layers::Dense{.units = 3}, flatten = layers::Flatten{};
  EXPECT_TRUE(dense.keeps_mask());
  EXPECT_FALSE(flatten.keeps_mask());
  EXPECT_FALSE(scope_.mask_of(flatten.build(scope_.child("flatten"), x)));
  EXPECT_EQ(mask_of(dense.build(scope_.child("dense"), x)), (std::vector<float>{1, 0, 0, 1}));
}

// Keras 3.15.1, layers.Add().compute_mask: one of them, and none where an input has none.
TEST_F(Masks, OfASumAreThoseOfAnyInput) {
  const Value a = masked("a", {1, 0, 0, 1}), b = masked("b", {0, 0, 1, 1});
  const Value plain = experiment_.input("c", Array({2, 2, 1}, std::vector<float>(4)));
  const Layer add = layers::Add{};
  const std::vector<Value> some{a, plain}, all{a, b};
  EXPECT_FALSE(scope_.mask_of(add.build(scope_, some)));
  EXPECT_EQ(mask_of(add.build(scope_, all)), (std::vector<float>{1, 0, 1, 1}));
}

// Keras 3.15.1, layers.Concatenate().compute_mask: of any of them.
TEST_F(Masks, OfAConcatenationAreThoseOfAnyInput) {
  const Value a = masked("a", {1, 0, 0, 1}), b = masked("b", {0, 0, 1, 1});
  const std::vector<Value> all{a, b};
  EXPECT_EQ(mask_of(Layer(layers::Concatenate{}).build(scope_, all)),
            (std::vector<float>{1, 0, 1, 1}));
}

TEST_F(Masks, OfStepsBehindOneAnotherAreSo) {
  const Value a = masked("a", {1, 0, 0, 1});
  const Value plain = experiment_.input("c", Array({2, 2, 1}, std::vector<float>(4)));
  const std::vector<Value> both{plain, a};
  EXPECT_EQ(mask_of(Layer(layers::Concatenate{.axis = 1}).build(scope_, both)),
            (std::vector<float>{1, 1, 1, 0, 1, 1, 0, 1}));
}

TEST_F(Masks, OfAxesThatAreRepeated) {
  const Value a = masked("a", {1, 0, 0, 1});
  const Value one = experiment_.input("one", Array({2, 1, 1}, std::vector<float>{1, 2}));
  scope_.set_mask(one, experiment_.input("one_mask", Array({2, 1}, std::vector<float>{1, 0})));
  const std::vector<Value> both{a, one};
  EXPECT_EQ(mask_of(Layer(layers::Add{}).build(scope_, both)), (std::vector<float>{1, 1, 0, 1}));
}

TEST_F(Masks, ADotProductHasNone) {
  const std::vector<Value> both{masked("a", {1, 0, 0, 1}), masked("b", {0, 0, 1, 1})};
  const Layer dot = layers::Dot{.axes = 1};
  EXPECT_TRUE(dot.supports_masking());
  EXPECT_FALSE(scope_.mask_of(dot.build(scope_, both)));
  EXPECT_TRUE(experiment_.declared().lost_masks.empty());
}

// Where a layer makes a mask only by its arguments, it supports masks only then.
TEST_F(Masks, AreMadeByLayersThatSaySo) {
  const Layer makes = layers::Embedding{.input_dim = 6, .output_dim = 2, .mask_zero = true};
  const Layer plain = layers::Embedding{.input_dim = 6, .output_dim = 2};
  const Value x = experiment_.input("x", Array({2, 2}, std::vector<float>{1, 0, 0, 3}));
  EXPECT_TRUE(makes.supports_masking());
  EXPECT_FALSE(plain.supports_masking());
  EXPECT_FALSE(scope_.mask_of(plain.build(scope_.child("plain"), x)));
  EXPECT_EQ(mask_of(makes.build(scope_.child("makes"), x)), (std::vector<float>{1, 0, 0, 1}));
}

TEST_F(Masks, AreLostByLayersThatDoNotKnowThem) {
  const Value x = masked("x", {1, 0, 0, 1});
  const Layer flatten = layers::Flatten{};
  EXPECT_FALSE(flatten.supports_masking());
  flatten.build(scope_.child("flatten"), x);
  Layer(layers::GlobalAveragePooling1D{}).build(scope_.child("mean"), x);
  flatten.build(scope_.child("plain"),
                experiment_.input("c", Array({2, 2, 1}, std::vector<float>(4))));
  EXPECT_EQ(experiment_.declared().lost_masks,
            (std::vector<std::string>{"layer 'layer/flatten' (Flatten)"}));
}

// By hand: the rows 1 and 5 have mean 3 and variance 4.
TEST_F(Masks, BatchNormalizationStandardisesTheRowsThatCount) {
  const Value x = masked("x", {1, 0, 0, 1});
  experiment_.output("y", Layer(layers::BatchNormalization{.epsilon = 1e-12}).build(scope_, x));
  experiment_.run();
  const auto y = experiment_.tensor("y");
  const std::vector<float> expected{-1, -0.5f, 0, 1};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(y[i], expected[i], 1e-6f) << i;
}

}  // namespace
}  // namespace occam
