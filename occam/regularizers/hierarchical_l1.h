#pragma once

#include <string>

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// A weight and what an optimizer's rule has made of it: the point and the step of a proximal step.
struct ProximalPoint {
  graph::Value point;
  graph::Value step;  ///< a scalar or of the point's shape
};

/// LassoNet's penalty, of the kernel t (inputs, outputs) of a Dense layer that leads from the
/// inputs straight to the outputs: l1 * sum over inputs j of ||t_j||, where the kernel w of the
/// first hidden layer, `layer`, is held within |w_jk| <= hierarchy * ||t_j||. An input whose way
/// around the network is 0 is out of all of it. The optimizer's step ends with both kernels at the
/// minimum of penalty and distance under that bound, HIER-PROX (ops/hier_prox.h), exact zeros among
/// them; the penalty has no gradient. Source: Lemhadri, Ruan, Abraham and Tibshirani 2021,
/// "LassoNet", equation 1 and algorithms 1 to 3, whose M is `hierarchy`; Keras has none. Errors:
/// InvalidArgument unless l1 >= 0 and hierarchy > 0, both finite; in training for another `layer`
/// than a Dense one of the same inputs, without a proximal penalty of its own.
struct HierarchicalL1 {
  Hyper l1 = 0.01;         ///< loss per unit of ||t_j||
  Hyper hierarchy = 10.0;  ///< M: how large a weight may be beside its input's way around
  std::string layer = {};  ///< name of the layer whose kernel is bounded

  static constexpr std::string_view type = "HierarchicalL1";
  static constexpr auto fields() {
    return Fields{Field{"l1", &HierarchicalL1::l1, at_least(0),
                        "loss per unit of the norm of an input's weights"},
                  Field{"hierarchy", &HierarchicalL1::hierarchy, above(0),
                        "M: how large a weight of the bounded kernel may be beside that norm"},
                  Field{"layer", &HierarchicalL1::layer,
                        "name of the layer, of the same inputs, whose kernel is bounded"}};
  }
  /// weight: (inputs, outputs). Returns a scalar without a gradient.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  /// Of the penalty alone, without the bound.
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;

  struct Points {
    graph::Value skip, bounded;
  };
  /// argmin over t, w of the penalty + sum((t - skip)^2 / (2 its step)) + the same of `bounded`,
  /// (inputs, units), with |w_jk| <= hierarchy * ||t_j||.
  Points proximal_points(const ops::Scope& scope, const ProximalPoint& skip,
                         const ProximalPoint& bounded) const;
};

}  // namespace occam::regularizers
