#include "occam/models/recipe.h"

#include <gtest/gtest.h>

#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/losses/binary_crossentropy.h"
#include "occam/optimizers/adam.h"
#include "occam/regularizers/l1.h"
#include "occam/schedules/cosine_log.h"
#include "occam/schedules/flat_cosine.h"

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
            "sparse_categorical_crossentropy, categorical_generalized_cross_entropy. Received: "
            "mean_squared_error");
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

TEST(TabularRecipe, NamesEveryTrickInOrder) {
  const Recipe recipe = tabular_recipe(kThree, 10'000, 6);
  const TrainingFacts facts{.rows = 10'000, .numeric_columns = {0, 1, 4}};
  EXPECT_EQ(
      types_of(network_for(kThree, {6}, recipe, facts)),
      (std::vector<std::string>{"InputLayer", "SmoothClip", "PeriodicEmbedding", "Scaling", "Dense",
                                "ParametricActivation", "Dropout", "Dense", "ParametricActivation",
                                "Dropout", "Dense", "ParametricActivation", "Dropout", "Dense"}));
  const Sequential numbers = network_for(kNumbers, {6}, tabular_recipe(kNumbers, 100, 6),
                                         {.rows = 100, .low = -2, .high = 3});
  EXPECT_EQ(types_of(numbers).back(), "Clip");
  EXPECT_EQ(types_of(numbers)[2], "Scaling") << "no column of numbers, no embedding";
}

// Texts of 10 and 12 categories get vectors of 8, one of 9 stays one-hot; numbers keep their waves.
TEST(TabularRecipe, EmbedsTextsOfManyCategories) {
  const TrainingFacts facts{.rows = 1000,
                            .numeric_columns = {0, 20, 33},
                            .one_hot_starts = {1, 11, 21},
                            .one_hot_sizes = {10, 9, 12}};
  const Sequential model = network_for(kThree, {34}, tabular_recipe(kThree, 1000, 34), facts);
  EXPECT_EQ(types_of(model)[2], "OneHotEmbedding");
  const auto& vectors = *model.layers()[2].as<layers::OneHotEmbedding>();
  EXPECT_EQ(vectors.starts, (std::vector<Int>{1, 21}));
  EXPECT_EQ(vectors.sizes, (std::vector<Int>{10, 12}));
  EXPECT_EQ(vectors.output_dim, 8);
  // 34 columns without these 22: the number at 0, nine of a text, numbers at 10 and 11; 16 vectors.
  const auto& waves = *model.layers()[3].as<layers::PeriodicEmbedding>();
  EXPECT_EQ(waves.columns, (std::vector<Int>{0, 10, 11}));
  Sequential built = model;
  built.build({34});
  EXPECT_EQ(built.get_weights()[0].shape(), (Shape{22, 8}));
}

// 10,000 rows are 40 batches of 256; 256 epochs of them 10,240 steps.
TEST(TabularRecipe, SchedulesEndWithTheLastStep) {
  const Recipe recipe = tabular_recipe(kThree, 10'000, 6);
  const TrainingFacts facts{.rows = 10'000};
  const Optimizer optimizer = compile_options_for(kThree, recipe, facts).optimizer;
  const auto& adam = *optimizer.as<optimizers::Adam>();
  const auto& waves = *adam.learning_rate.schedule().as<schedules::CosineLog>();
  EXPECT_EQ(waves.initial_value, Hyper(0.04));
  EXPECT_EQ(waves.decay_steps, Hyper(10'240));
  const auto& decay = *adam.weight_decay.hyper().schedule().as<schedules::FlatCosine>();
  EXPECT_EQ(decay.initial_value, Hyper(0.02));
  EXPECT_EQ(decay.decay_steps, Hyper(10'240));
  const Sequential model = network_for(kThree, {6}, recipe, facts);
  const auto& dropout = *model.layers().at(5).as<layers::Dropout>();
  EXPECT_EQ(dropout.rate.schedule().as<schedules::FlatCosine>()->decay_steps, Hyper(10'240));
  EXPECT_THROW(compile_options_for(kThree, recipe), InvalidArgument);
}

TEST(TabularRecipe, LargeTablesSeeFewerEpochs) {
  EXPECT_EQ(tabular_recipe(kTwo, 20'000, 5).epochs, 256);
  EXPECT_EQ(tabular_recipe(kTwo, 100'000, 5).epochs, 56);
  EXPECT_EQ(tabular_recipe(kTwo, 20'000, 1000).epochs, 32);
  EXPECT_EQ(tabular_recipe(kTwo, 10'000'000, 5).epochs, 16);
  EXPECT_EQ(tabular_recipe(kTwo, 100, 2000).layers.at(0), 128);
}

// Networks times epochs times steps times weights stay below 3e9: of 10,000 rows two, as
// 2 * 256 * 40 * 137,216 = 2.8e9.
TEST(TabularRecipe, SmallTablesGetFourNetworks) {
  EXPECT_EQ(Recipe().ensemble, 1);
  EXPECT_EQ(tabular_recipe(kTwo, 20, 5).ensemble, 4);
  EXPECT_EQ(tabular_recipe(kTwo, 3'000, 5).ensemble, 4);
  EXPECT_EQ(tabular_recipe(kTwo, 10'000, 6).ensemble, 2);
  EXPECT_EQ(tabular_recipe(kTwo, 20'000, 5).ensemble, 1);
  EXPECT_EQ(tabular_recipe(kTwo, 10'000'000, 5).ensemble, 1);
}

// Two texts of 100 categories are 16 inputs, not 800: 256 * 22 * (4 * 2 + 16 + 512) * 256 = 7.7e8.
TEST(TabularRecipe, TextsWithVectorsWeighAsTheirNumbers) {
  const TrainingFacts facts{.rows = 5'500,
                            .numeric_columns = {0, 101},
                            .one_hot_starts = {1, 102},
                            .one_hot_sizes = {100, 100}};
  EXPECT_EQ(tabular_recipe(kNumbers, facts, 202).ensemble, 3);
  EXPECT_EQ(tabular_recipe(kNumbers, 5'500, 202).ensemble, 1);
  const TrainingFacts few{.rows = 100, .one_hot_starts = {0}, .one_hot_sizes = {2'000}};
  EXPECT_EQ(tabular_recipe(kTwo, few, 2'000).layers.at(0), 256);
}

TEST(TabularRecipe, EachTrickCanBeLeftOut) {
  Recipe recipe = tabular_recipe(kTwo, 100, 4);
  const TrainingFacts facts{.rows = 100, .numeric_columns = {0}};
  const auto types = types_of(network_for(kTwo, {4}, recipe, facts));
  for (bool Recipe::*trick : {&Recipe::smooth_clip, &Recipe::numeric_embedding, &Recipe::scaling}) {
    recipe.*trick = false;
    EXPECT_EQ(types_of(network_for(kTwo, {4}, recipe, facts)).size(), types.size() - 1);
    recipe.*trick = true;
  }
  recipe.cosine_log = false;
  EXPECT_TRUE(compile_options_for(kTwo, recipe, facts)
                  .optimizer.as<optimizers::Adam>()
                  ->learning_rate.is_number());
  const auto smoothing = [&] {
    return compile_options_for(kTwo, recipe, facts)
        .loss[0]
        .as<losses::BinaryCrossentropy>()
        ->label_smoothing;
  };
  EXPECT_EQ(smoothing(), Hyper(0.1));
  recipe.label_smoothing = {};
  EXPECT_EQ(smoothing(), Hyper(0.0));
}

TEST(Recipe, RefreshesStatisticsInShortEpochs) {
  const Recipe recipe{.batch_normalization = true, .batch_size = 32, .epochs = 100};
  EXPECT_TRUE(fit_options_for(recipe, {.rows = 32 * 99}).refresh_statistics);
  EXPECT_FALSE(fit_options_for(recipe, {.rows = 32 * 100}).refresh_statistics);
  EXPECT_FALSE(fit_options_for({.batch_normalization = false}).refresh_statistics);
  EXPECT_EQ(fit_options_for(recipe, {.rows = 600}).epochs, 100);
}

TEST(TabularRecipe, KeepsTheLastOfTheBestEpochs) {
  const callbacks::EarlyStopping classes = early_stopping_for(kTwo, tabular_recipe(kTwo, 100, 4));
  EXPECT_EQ(classes.monitor, "val_accuracy");
  EXPECT_TRUE(classes.last_of_best);
  EXPECT_EQ(classes.patience, 256);
  EXPECT_EQ(early_stopping_for(kNumbers, tabular_recipe(kNumbers, 100, 4)).monitor, "val_loss");
  EXPECT_FALSE(early_stopping_for(kTwo, {}).last_of_best);
}

TEST(Recipe, TheOutputIsPenalisedWhereItIsAskedFor) {
  const data::Target target{.name = "y", .problem = data::Problem::kRegression};
  Recipe recipe{.layers = {4}, .kernel_regularizer = regularizers::L1{0.1}};
  const auto penalised = [&] {
    const Sequential model = network_for(target, {3}, recipe);
    std::vector<std::string> paths = model.hyper_paths();
    std::erase_if(paths, [](const std::string& path) { return !path.ends_with("/l1"); });
    return paths;
  };
  EXPECT_EQ(penalised(), std::vector<std::string>{"dense/kernel_regularizer/l1"});
  recipe.output_regularizer = regularizers::L1{0.2};
  EXPECT_EQ(penalised(), (std::vector<std::string>{"dense/kernel_regularizer/l1",
                                                   "dense_1/kernel_regularizer/l1"}));
}

}  // namespace
}  // namespace occam
