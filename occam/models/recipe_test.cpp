#include "occam/models/recipe.h"

#include <gtest/gtest.h>

#include "occam/layers/dense.h"
#include "occam/losses/binary_crossentropy.h"
#include "occam/regularizers/l1.h"

namespace occam {
namespace {

using data::Problem;
using data::Target;

const Target kNumbers{.name = "price", .mean = 7, .scale = 20};
const Target kTwo{.name = "ill", .problem = Problem::kClassification, .classes = {"no", "yes"}};
const Target kThree{
    .name = "kind", .problem = Problem::kClassification, .classes = {"a", "b", "c"}};

std::vector<std::string> types_of(const Sequential& model) {
  std::vector<std::string> types;
  for (const Layer& layer : model.layers()) types.emplace_back(layer.type());
  return types;
}

const layers::Dense& dense(const Sequential& model, std::size_t place) {
  return *model.layers().at(place).as<layers::Dense>();
}

TEST(Recipe, HiddenLayersInOrder) {
  const Recipe recipe{.layers = {5}, .dropout = 0.2, .batch_normalization = true};
  const Sequential model = network_for(kTwo, {4, 3}, recipe);
  EXPECT_EQ(types_of(model),
            (std::vector<std::string>{"InputLayer", "Flatten", "Dense", "BatchNormalization",
                                      "Activation", "Dropout", "Dense"}));
  EXPECT_EQ(dense(model, 2).units, 5);
  EXPECT_FALSE(dense(model, 2).use_bias);
  EXPECT_TRUE(dense(model, 6).use_bias);
}

TEST(Recipe, TheOutputIsWhatTheTargetAsksFor) {
  const Recipe recipe{.layers = {}};
  EXPECT_EQ(dense(network_for(kNumbers, {4}, recipe), 1).activation, Activation("linear"));
  EXPECT_EQ(dense(network_for(kTwo, {4}, recipe), 1).activation, Activation("sigmoid"));
  EXPECT_EQ(dense(network_for(kThree, {4}, recipe), 1).activation, Activation("softmax"));
  EXPECT_EQ(dense(network_for(kThree, {4}, recipe), 1).units, 3);
  EXPECT_EQ(compile_options_for(kNumbers).loss[0].name(), "mean_squared_error");
  EXPECT_EQ(compile_options_for(kTwo).loss[0].name(), "binary_crossentropy");
  EXPECT_EQ(compile_options_for(kThree).loss[0].name(), "sparse_categorical_crossentropy");
}

TEST(Recipe, PenaltiesAreOfTheHiddenLayersOrOfTheOnlyOne) {
  const Regularizer penalty = regularizers::L1{.l1 = 0.3};
  Recipe recipe{.layers = {5}, .kernel_regularizer = penalty, .bias_regularizer = penalty};
  const Sequential deep = network_for(kTwo, {4}, recipe);
  EXPECT_EQ(dense(deep, 1).kernel_regularizer, penalty);
  EXPECT_EQ(dense(deep, 1).bias_regularizer, penalty);
  EXPECT_FALSE(dense(deep, 3).kernel_regularizer);
  recipe.layers = {};
  const Sequential flat = network_for(kTwo, {4}, recipe);
  EXPECT_EQ(dense(flat, 1).kernel_regularizer, penalty);
  EXPECT_EQ(dense(flat, 1).bias_regularizer, penalty);
}

TEST(Recipe, ErrorsAreToldInTheTargetsUnit) {
  const Metrics metrics = compile_options_for(kNumbers).metrics;
  ASSERT_EQ(metrics.size(), 1u);
  EXPECT_EQ(metrics[0].name(), "mae");
  EXPECT_EQ(*metrics[0].config().find("config")->find("unit"), Config(20.0));
}

TEST(Recipe, ALossThatDoesNotFitTheTargetIsRefused) {
  const auto message = [](const Target& target, const Loss& loss) {
    try {
      compile_options_for(target, {.loss = loss});
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(message(kThree, "mse"),
            "loss: mean_squared_error is for numbers, and 'kind' has 3 classes. Expected one of "
            "sparse_categorical_crossentropy. Received: mean_squared_error");
  EXPECT_NE(message(kThree, "cce").find("rows of 0 and 1"), std::string::npos);
  EXPECT_NE(message(kNumbers, "bce").find("'price' has numbers"), std::string::npos);
  EXPECT_NE(message(kTwo, losses::BinaryCrossentropy{.from_logits = true}).find("from_logits"),
            std::string::npos);
  EXPECT_EQ(message(kTwo, losses::BinaryCrossentropy{.label_smoothing = 0.2}), "accepted");
}

TEST(Recipe, IsAConfigAndBack) {
  const Recipe recipe = fashion_mnist_recipe();
  Recipe again;
  EXPECT_FALSE(equal_fields(recipe, again));
  read_config(config_of(recipe), again);
  EXPECT_TRUE(equal_fields(recipe, again));
}

TEST(Recipe, NumbersAreChecked) {
  EXPECT_THROW(network_for(kTwo, {4}, {.dropout = 1}), InvalidArgument);
  EXPECT_THROW(network_for(kTwo, {4}, {.layers = {0}}), InvalidArgument);
}

}  // namespace
}  // namespace occam
