#pragma once

#include <vector>

#include "occam/activations/activation.h"
#include "occam/base/field_list.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/data/target.h"
#include "occam/models/compile_options.h"
#include "occam/models/sequential.h"
#include "occam/training/fit_options.h"

namespace occam {

/// How a network for a table's or data set's target is made and trained. The defaults are the plain
/// network for a table; tabular_recipe() sets what makes one good without tuning, each trick a
/// member of its own. The penalties are on the hidden layers, or without any on the output layer.
struct Recipe {
  std::vector<Int> layers = {16, 16};
  Activation activation = "relu";
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer output_regularizer = {};  ///< on the output's kernel, where there are hidden layers
  Hyper dropout = 0.0;
  bool batch_normalization = false;
  Optimizer optimizer = "adam";
  Loss loss = {};                      ///< none: what the target asks for
  bool smooth_clip = false;            ///< of the inputs, to +-3
  bool category_embedding = false;     ///< OneHotEmbedding of texts of more than 9 categories
  bool numeric_embedding = false;      ///< PeriodicEmbedding of columns of numbers
  bool scaling = false;                ///< Scaling of the inputs
  Regularizer scale_regularizer = {};  ///< of their factors
  bool neural_tangent = false;         ///< of every Dense, its bias at a tenth of the learning rate
  bool parametric_activation = false;
  bool cosine_log = false;   ///< the optimizer's learning rate is the top of CosineLog's waves
  bool flat_cosine = false;  ///< dropout and weight decay fall to 0 in the second half
  MaybeNumber label_smoothing = {};
  bool clip_predictions = false;  ///< of numbers, to the range of the targets given
  bool last_of_best = false;      ///< keep the last epoch of the best class error or loss
  Int ensemble = 1;               ///< networks of their own seeds and folds, averaged
  Int batch_size = 32;
  Int epochs = 200;
  Int patience = 10;
  double validation_split = 0.2;
  double test_split = 0.2;

  static constexpr std::string_view type = "Recipe";
  static constexpr auto fields() {
    using R = Recipe;
    return Fields{
        Field{"layers", &R::layers, "units of the hidden layers"},
        Field{"activation", &R::activation, "function of the hidden layers"},
        Field{"kernel_initializer", &R::kernel_initializer, "initial kernels, of the output too"},
        Field{"bias_initializer", &R::bias_initializer, "initial biases, of the output too"},
        Field{"kernel_regularizer", &R::kernel_regularizer, "penalty on the hidden kernels"},
        Field{"bias_regularizer", &R::bias_regularizer, "penalty on the hidden biases"},
        Field{"output_regularizer", &R::output_regularizer,
              "penalty on the output kernel behind hidden layers"},
        Field{"dropout", &R::dropout, from_below(0, 1), "share of hidden outputs set to 0"},
        Field{"batch_normalization", &R::batch_normalization, "before each hidden activation"},
        Field{"optimizer", &R::optimizer, "rule of a step"},
        Field{"loss", &R::loss, "what is minimised"},
        Field{"smooth_clip", &R::smooth_clip, "brings inputs smoothly between -3 and 3"},
        Field{"category_embedding", &R::category_embedding,
              "learnt vectors of 8 numbers for texts of more than 9 categories"},
        Field{"numeric_embedding", &R::numeric_embedding,
              "adds learnt waves of columns of numbers"},
        Field{"scaling", &R::scaling, "a learnt factor for each input"},
        Field{"scale_regularizer", &R::scale_regularizer, "penalty on these factors"},
        Field{"neural_tangent", &R::neural_tangent,
              "kernels of unit scale, divided by the root of their inputs"},
        Field{"parametric_activation", &R::parametric_activation,
              "a learnt share of the activation for each unit"},
        Field{"cosine_log", &R::cosine_log,
              "learning rate in four waves, each twice as long as the last"},
        Field{"flat_cosine", &R::flat_cosine,
              "dropout and weight decay fall to 0 in the second half"},
        Field{"label_smoothing", &R::label_smoothing, between(0, 1),
              "moves class targets this far towards all classes alike"},
        Field{"clip_predictions", &R::clip_predictions,
              "predicted numbers stay in the range of the training and validation targets"},
        Field{"last_of_best", &R::last_of_best,
              "ends with the last of the best epochs, by class error or loss, without early stop"},
        Field{"ensemble", &R::ensemble, between(1, 100),
              "networks that differ in seed and watched rows; their outputs are averaged"},
        Field{"batch_size", &R::batch_size, at_least(1), "rows a step"},
        Field{"epochs", &R::epochs, at_least(1), "passes over the rows, at most"},
        Field{"patience", &R::patience, at_least(0),
              "epochs without a better loss of held-out rows before the stop; 0: no early stop"},
        Field{"validation_split", &R::validation_split, from_below(0, 1),
              "share of the rows to watch"},
        Field{"test_split", &R::test_split, from_below(0, 1), "share of the rows to test with"}};
  }
};

/// The defaults for Fashion-MNIST, which brings test rows of its own.
Recipe fashion_mnist_recipe();

/// What a recipe has to know of the training rows.
struct TrainingFacts {
  std::int64_t rows = 0;                  ///< without those to watch and to test
  std::vector<Int> numeric_columns = {};  ///< of the encoded features, ascending: not one-hot
  /// First column and number of columns of each text's one-hot columns, ascending.
  std::vector<Int> one_hot_starts = {}, one_hot_sizes = {};
  double low = 0.0, high = 0.0;  ///< range of the targets, in the network's unit
};

/// The recipe that is good on tables without tuning: RealMLP-TD's (Holzmueller et al. 2024, "Better
/// by default", table A.1), for inputs scaled by data::robust_scale. Three hidden layers of 256
/// units, of 128 beyond 1,000 inputs; 256 epochs of batches of 256 rows, below 2,048 rows of the
/// power of two that makes eight steps an epoch, at least 32. So that a fit stays
/// within two minutes, epochs times batches times weights are at most 3e9: larger tables see fewer
/// epochs, down to 16. As many networks as stay below that are an ensemble, at most four.
/// facts.rows: of training; features: of an encoded row, of which a text with a learnt vector is as
/// many inputs as that has numbers.
Recipe tabular_recipe(const data::Target& target, const TrainingFacts& facts,
                      std::int64_t features);
/// The same for features that are all numbers.
Recipe tabular_recipe(const data::Target& target, std::int64_t rows, std::int64_t features);

/// The inputs' layers that the recipe asks for; hidden layers Dense, batch normalization (the Dense
/// before it then has no bias), activation, dropout; the output layer that the target asks for:
/// linear, sigmoid for two classes, softmax. Not built. sample_shape: of one sample. Errors:
/// InvalidArgument for a number out of range, or a schedule without facts.rows.
Sequential network_for(const data::Target& target, const Shape& sample_shape,
                       const Recipe& recipe = {}, const TrainingFacts& facts = {});

/// The recipe's optimizer and loss; accuracy of classes, 'mae' of numbers in the target's unit.
/// Errors: InvalidArgument for a loss that does not fit the target, a schedule without facts.rows.
CompileOptions compile_options_for(const data::Target& target, const Recipe& recipe = {},
                                   const TrainingFacts& facts = {});

/// The recipe's batches and epochs. Batch normalization's statistics are refreshed after each epoch
/// when it has fewer than 100 steps: the moving averages remember about so many, and an early stop
/// that watches with them would see weights of earlier epochs.
/// Errors: InvalidArgument for a recipe with batch normalization without facts.rows.
FitOptions fit_options_for(const Recipe& recipe, const TrainingFacts& facts = {});

/// The recipe's early stop, or with last_of_best none before the last epoch; either takes the best
/// weights back. Only for a fit with validation rows, and unless patience is 0 and last_of_best
/// off.
callbacks::EarlyStopping early_stopping_for(const data::Target& target, const Recipe& recipe);

}  // namespace occam
