#pragma once

#include "occam/base/fields.h"
#include "occam/layers/activity_loss.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// A row of a learnt table for each whole number: input (batch, ...) with numbers from 0 to
/// input_dim - 1 -> output (batch, ..., output_dim). Weights: embeddings [input_dim, output_dim].
/// Numbers of the model's input are checked before any work. Source: Keras 3, layers.Embedding.
/// Errors: InvalidArgument unless 1 <= input_dim <= 2^24 and output_dim >= 1, or for a proximal
/// activity_regularizer.
struct Embedding {
  Int input_dim = 0;   ///< required
  Int output_dim = 0;  ///< required
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Regularizer activity_regularizer = {};  ///< of the result, as layers::ActivityRegularization
  Constraint embeddings_constraint = {};
  bool mask_zero = false;  ///< rows of the number 0 do not count: losses and some layers skip them
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Embedding";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    using E = Embedding;
    return Fields{
        Field{"input_dim", &E::input_dim, between(1, 1 << 24), "how many different numbers"},
        Field{"output_dim", &E::output_dim, at_least(1), "numbers of a row of the table"},
        Field{"embeddings_initializer", &E::embeddings_initializer, "initial table"},
        Field{"embeddings_regularizer", &E::embeddings_regularizer, "penalty on the table"},
        Field{"activity_regularizer", &E::activity_regularizer,
              "penalty on the result, divided by the samples of a batch"},
        Field{"embeddings_constraint", &E::embeddings_constraint, "where the table may lie"},
        Field{"mask_zero", &E::mask_zero,
              "rows of the number 0 do not count: a loss and layers that know masks skip them"},
        Field{"name", &E::name, "its name in the model; by default Keras's, as embedding_1"},
        Field{"input_shape", &E::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  void check() const { check_activity_regularizer(type, activity_regularizer); }
  graph::Value build(const Scope& scope, const graph::Value& input) const;
  bool supports_masking() const { return mask_zero; }
  graph::Value mask(const Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::layers
