#include "occam/saving/activation_layers.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

TEST(ActivationLayers, LayersOfKerasAsActivations) {
  const auto found = activation_of_layer("f", "LeakyReLU", Config::map({{"negative_slope", 0.2}}));
  EXPECT_EQ(*activation_of_layer("f", "ELU", Config::map({{"alpha", 2}}))->find("config"),
            Config(Config::map({{"alpha", 2.0}})));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found->find("class_name"), Config("leaky_relu"));
  EXPECT_EQ(*found->find("config"), Config(Config::map({{"negative_slope", 0.2}})));
  EXPECT_EQ(activation_of_layer("f", "ReLU", Config::map({})), Config("relu"));
  EXPECT_EQ(activation_of_layer("f", "Softmax", Config::map({{"axis", -1}})), Config("softmax"));
  EXPECT_FALSE(activation_of_layer("f", "relu", Config::map({})));
}

TEST(ActivationLayers, WhatIsNoActivationIsRefused) {
  EXPECT_THROW(activation_of_layer("f", "ReLU", Config::map({{"max_value", 2.0}})), FileError);
  EXPECT_THROW(activation_of_layer("f", "Softmax", Config::map({{"axis", 1}})), FileError);
}

TEST(ActivationLayers, ActivationsWithArgumentsAsKerassLayers) {
  const auto layer = layer_of_activation("elu", Config::map({{"alpha", 0.5}}));
  ASSERT_TRUE(layer);
  EXPECT_EQ(*layer->find("module"), Config("keras.layers"));
  EXPECT_EQ(*layer->find("class_name"), Config("ELU"));
  EXPECT_FALSE(layer_of_activation("celu", Config::map({{"alpha", 0.5}})));
}

}  // namespace
}  // namespace occam::saving
