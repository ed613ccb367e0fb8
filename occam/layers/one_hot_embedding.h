#pragma once

#include <vector>

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Groups of one-hot columns, each replaced by a learnt vector of its category: x_g E_g, a sum of
/// rows of E_g where x_g is no single 1. Input (batch, features) -> output (batch, the other
/// columns in their order, then output_dim columns a group). Weight: embeddings E [columns of all
/// groups, output_dim], the groups' rows one behind the other. What Embedding is for a column of
/// category numbers, for tables whose encoder has made them one-hot. Source: Keras 3,
/// layers.Embedding; Guo and Berkhahn 2016, "Entity embeddings of categorical variables". Errors:
/// InvalidArgument for groups that overlap, are not ascending or that the input does not have.
struct OneHotEmbedding {
  std::vector<Int> starts = {};  ///< first column of each group, ascending
  std::vector<Int> sizes = {};   ///< columns of each group
  Int output_dim = 8;
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Constraint embeddings_constraint = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "OneHotEmbedding";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    using O = OneHotEmbedding;
    return Fields{
        Field{"starts", &O::starts, "first column of each group, ascending"},
        Field{"sizes", &O::sizes, "columns of each group"},
        Field{"output_dim", &O::output_dim, at_least(1), "numbers a category"},
        Field{"embeddings_initializer", &O::embeddings_initializer, "initial vectors"},
        Field{"embeddings_regularizer", &O::embeddings_regularizer, "penalty on the vectors"},
        Field{"embeddings_constraint", &O::embeddings_constraint, "where the vectors may lie"},
        Field{"name", &O::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &O::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
