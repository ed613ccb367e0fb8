#pragma once

#include <vector>

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The input and behind it, for each embedded column x, a learnt wave form of it: cos(2 pi w1 x +
/// b1) w2 + b2. Input (batch, features) -> output (batch, features + embedded * units). Weights, of
/// each embedded column: frequencies w1 and phases b1 [columns, frequencies], kernel w2 [columns,
/// frequencies, units], bias b2 [columns, units]. Source: Holzmueller et al. 2024, "Better by
/// default", section 3 (PBLD); Gorishniy et al. 2022. Errors: InvalidArgument for a column that the
/// input does not have or that is named twice.
struct PeriodicEmbedding {
  std::vector<Int> columns = {};  ///< those embedded, ascending; none given: all
  Int frequencies = 16;
  Int units = 3;                         ///< outputs a column, beside the column itself
  double sigma = 0.1;                    ///< deviation of the initial frequencies
  MaybeHyper learning_rate_factor = {};  ///< of all its weights, in the optimizer's
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "PeriodicEmbedding";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    return Fields{
        Field{"columns", &PeriodicEmbedding::columns, "the columns embedded; none given: all"},
        Field{"frequencies", &PeriodicEmbedding::frequencies, at_least(1), "waves a column"},
        Field{"units", &PeriodicEmbedding::units, at_least(1), "outputs a column, beside itself"},
        Field{"sigma", &PeriodicEmbedding::sigma, at_least(0),
              "deviation of the initial frequencies"},
        Field{"learning_rate_factor", &PeriodicEmbedding::learning_rate_factor, at_least(0),
              "learning rate of its weights, in those of the optimizer"},
        Field{"name", &PeriodicEmbedding::name,
              "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &PeriodicEmbedding::input_shape,
              "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
