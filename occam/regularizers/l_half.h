#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Penalty `l_half * sum(sqrt(|w|))`, L1/2: sparser than L1 at the same error, and large weights
/// are shrunk less. Always by its proximal step, half thresholding: with t = l_half * step, 0 where
/// |p| <= 3/2 t^(2/3), else sign(p) u^2 with the largest root u of u^3 - |p| u + t/2 = 0. Source:
/// Xu, Chang, Xu and Zhang 2012, theorem 1 (there with cosines); Yun, Lozano and Yang 2021, section
/// 3 (q = 1/2); Keras has none. Errors: InvalidArgument when l_half is negative or not finite.
struct LHalf {
  Hyper l_half = 0.001;  ///< loss per root of |w|

  static constexpr std::string_view type = "LHalf";
  static constexpr auto fields() {
    return Fields{Field{"l_half", &LHalf::l_half, at_least(0), "loss per root of |w|"}};
  }
  /// weight: any shape. Returns a scalar without a gradient.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

}  // namespace occam::regularizers
