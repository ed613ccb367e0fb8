#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Whole numbers become their places in a vocabulary: token k of it -> m + num_oov_indices + k,
/// other numbers x -> m + x mod num_oov_indices, the mask token -> 0 with m = 1, without one m = 0.
/// "int": these, of the input's shape; "one_hot", "multi_hot", "count": columns as those of
/// CategoryEncoding, of which the mask token has none. With `invert` places become tokens again.
/// Inputs are checked before any work: whole numbers that float32 holds, and without places for
/// others the vocabulary's alone. Source: Keras 3, layers.IntegerLookup. Errors: InvalidArgument
/// for tokens twice or beyond 2^24, arguments that contradict each other, use without a vocabulary.
struct IntegerLookup {
  MaybeInt max_tokens = {};
  Int num_oov_indices = 1;
  MaybeInt mask_token = {};
  Int oov_token = -1;
  std::vector<std::int64_t> vocabulary = {};
  bool invert = false;
  std::string output_mode = "int";
  bool pad_to_max_tokens = false;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "IntegerLookup";
  static constexpr auto fields() {
    using L = IntegerLookup;
    constexpr Range kHeld = between(-kMostWhole, kMostWhole);
    return Fields{
        Field{"max_tokens", &L::max_tokens, at_least(2),
              "most tokens, those for the mask and for unknown numbers too"},
        Field{"num_oov_indices", &L::num_oov_indices, between(0, kMostWhole),
              "places of numbers that the vocabulary lacks; 0: they are refused"},
        Field{"mask_token", &L::mask_token, kHeld, "a number that means none"},
        Field{"oov_token", &L::oov_token, kHeld, "what invert makes of places that are no token's"},
        Field{"vocabulary", &L::vocabulary, "the numbers that are known, in order"},
        Field{"invert", &L::invert, "makes tokens of places"},
        Field{"output_mode", &L::output_mode, one_of("int", "one_hot", "multi_hot", "count"),
              "places, a column for each, whether a sample has a token, or how often"},
        Field{"pad_to_max_tokens", &L::pad_to_max_tokens,
              "max_tokens columns, however many tokens there are"},
        Field{"name", &L::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &L::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// Takes the vocabulary from numbers of any shape: the most frequent first, of equally frequent
  /// ones the larger; as many as max_tokens leaves room for. Errors: InvalidArgument for what is no
  /// whole number of at most 2^24, and where nothing is left.
  void adapt(const Array& data);
  /// The vocabulary without mask_token and oov_token, which may stand at its head.
  std::vector<std::int64_t> tokens() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
