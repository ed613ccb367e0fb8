#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Minimax concave penalty: sum over w of l1 * |w| - w^2 / (2 gamma) where |w| <= gamma * l1, else
/// gamma * l1^2 / 2: L1 near 0, no shrinking of what is large. Always by its proximal step, firm
/// thresholding: with step s < gamma, 0 where |p| <= s * l1, (p - sign(p) * s * l1) / (1 - s /
/// gamma) where |p| <= gamma * l1, else p; with s >= gamma, p where p^2 > gamma * l1^2 * s, else 0.
/// Source: Zhang 2010, equations 2.1 and 2.4; Keras has none. Errors: InvalidArgument unless l1 >=
/// 0 and gamma > 0, both finite.
struct MCP {
  Hyper l1 = 0.01;    ///< loss per unit of |w| near 0
  Hyper gamma = 3.0;  ///< where a weight is free: gamma * l1; infinitely large would be L1

  static constexpr std::string_view type = "MCP";
  static constexpr auto fields() {
    return Fields{
        Field{"l1", &MCP::l1, at_least(0), "loss per unit of |w| near 0"},
        Field{"gamma", &MCP::gamma, above(0), "weights beyond gamma * l1 are not shrunk"}};
  }
  /// weight: any shape. Returns a scalar without a gradient.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

}  // namespace occam::regularizers
