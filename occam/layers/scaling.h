#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Each feature (last axis) times a learnt factor of its own: a factor that a penalty drives to 0
/// takes its feature out of the model. Shapes: (batch, ..., features), unchanged. Weights: scale
/// [features]. Source: Holzmueller et al. 2024, "Better by default", section 3 (scaling layer).
struct Scaling {
  Initializer scale_initializer = "ones";
  Regularizer scale_regularizer = {};
  Constraint scale_constraint = {};
  MaybeHyper scale_learning_rate_factor = {};  ///< of the optimizer's learning rate
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Scaling";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    return Fields{
        Field{"scale_initializer", &Scaling::scale_initializer, "initial factors"},
        Field{"scale_regularizer", &Scaling::scale_regularizer, "penalty on the factors"},
        Field{"scale_constraint", &Scaling::scale_constraint, "where the factors may lie"},
        Field{"scale_learning_rate_factor", &Scaling::scale_learning_rate_factor, at_least(0),
              "learning rate of the factors, in those of the optimizer"},
        Field{"name", &Scaling::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Scaling::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
