#pragma once

#include <vector>

#include "occam/activations/activation.h"
#include "occam/data/target.h"
#include "occam/models/compile_options.h"
#include "occam/models/sequential.h"

namespace occam {

/// How a network for a table's or data set's target is made and trained, defaults for a table. The
/// penalties are on the hidden layers, or without any on the output layer.
struct Recipe {
  std::vector<Int> layers = {16, 16};
  Activation activation = "relu";
  Initializer kernel_initializer = "glorot_uniform";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Hyper dropout = 0.0;
  bool batch_normalization = false;
  Optimizer optimizer = "adam";
  Loss loss = {};  ///< none: what the target asks for
  Int batch_size = 32;
  Int epochs = 200;
  Int patience = 10;
  double validation_split = 0.2;
  double test_split = 0.2;

  static constexpr std::string_view type = "Recipe";
  static constexpr auto fields() {
    using R = Recipe;
    return std::tuple{
        Field{"layers", &R::layers, "units of the hidden layers"},
        Field{"activation", &R::activation, "function of the hidden layers"},
        Field{"kernel_initializer", &R::kernel_initializer, "initial kernels, of the output too"},
        Field{"kernel_regularizer", &R::kernel_regularizer, "penalty on the hidden kernels"},
        Field{"bias_regularizer", &R::bias_regularizer, "penalty on the hidden biases"},
        Field{"dropout", &R::dropout, from_below(0, 1), "share of hidden outputs set to 0"},
        Field{"batch_normalization", &R::batch_normalization, "before each hidden activation"},
        Field{"optimizer", &R::optimizer, "rule of a step"},
        Field{"loss", &R::loss, "what is minimised"},
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

/// Hidden layers Dense, batch normalization (the Dense before it then has no bias), activation,
/// dropout; the output layer that the target asks for: linear, sigmoid for two classes, softmax.
/// Not built. sample_shape: of one sample. Errors: InvalidArgument for a number out of range.
Sequential network_for(const data::Target& target, const Shape& sample_shape,
                       const Recipe& recipe = {});

/// The recipe's optimizer and loss; accuracy of classes, 'mae' of numbers in the target's unit.
/// Errors: InvalidArgument for a loss that does not fit the target.
CompileOptions compile_options_for(const data::Target& target, const Recipe& recipe = {});

}  // namespace occam
