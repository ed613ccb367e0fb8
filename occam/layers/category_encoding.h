#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// What CategoryEncoding makes of `input`; numbers that are none of its columns give zeros. Errors
/// are those of layer `type`.
graph::Value encoded(std::string_view type, const graph::Value& input, std::int64_t num_tokens,
                     const std::string& output_mode);

/// Whole numbers from 0 to num_tokens - 1 as columns. "one_hot": a 1 for each, (batch, ..., 1) ->
/// (batch, ..., num_tokens), or (batch, ..., k) -> (batch, ..., k, num_tokens). "multi_hot": 1
/// where a sample has the number, "count": how often it has it, both (batch, k) -> (batch,
/// num_tokens). Numbers of the model's input are checked before any work. Source: Keras 3,
/// layers.CategoryEncoding. Errors: InvalidArgument unless 1 <= num_tokens <= 2^24.
struct CategoryEncoding {
  Int num_tokens = 0;  ///< required
  std::string output_mode = "multi_hot";
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "CategoryEncoding";
  static constexpr auto fields() {
    using C = CategoryEncoding;
    return Fields{
        Field{"num_tokens", &C::num_tokens, between(1, 1 << 24), "how many different numbers"},
        Field{"output_mode", &C::output_mode, one_of("multi_hot", "one_hot", "count"),
              "whether a sample has a number, each number, or how often"},
        Field{"name", &C::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &C::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
