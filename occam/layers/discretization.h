#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_list.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Numbers become the places of their bins: how many of the ascending `bin_boundaries` are at most
/// x, so that NaN is in the last. "int": these, of the input's shape; "one_hot", "multi_hot",
/// "count": columns as those of CategoryEncoding, one a bin, a bin more than boundaries. The
/// boundaries are given, or taken from rows by adapt(). Source: Keras 3, layers.Discretization.
/// Errors: InvalidArgument for neither boundaries nor num_bins, boundaries that fall or are no
/// numbers, use without boundaries.
struct Discretization {
  MaybeList<double> bin_boundaries = {};
  MaybeInt num_bins = {};
  double epsilon = 0.01;
  std::string output_mode = "int";
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Discretization";
  static constexpr auto fields() {
    using D = Discretization;
    constexpr Range kShare{.low = 0, .high = 1, .low_open = true};
    return Fields{
        Field{"bin_boundaries", &D::bin_boundaries, "where a bin ends and the next begins"},
        Field{"num_bins", &D::num_bins, between(1, 1 << 20), "how many bins adapt() makes"},
        Field{"epsilon", &D::epsilon, kShare, "what part of the rows adapt() may err by"},
        Field{"output_mode", &D::output_mode, one_of("int", "one_hot", "multi_hot", "count"),
              "places, a column for each, whether a sample has a bin, or how often"},
        Field{"name", &D::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &D::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// Takes boundaries from numbers of any shape, so that num_bins bins have equally many of them,
  /// by Keras's steps: every (rows * epsilon)-th number of the sorted ones, between which the
  /// quantiles are interpolated. Errors: InvalidArgument for no numbers, for NaN or infinity, and
  /// without num_bins.
  void adapt(const Array& data);
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
