#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Penalty `l0 * number of w != 0`: a price for each weight, and no shrinking. Always by its
/// proximal step, hard thresholding: p where p^2 > 2 * l0 * step, else 0. Source: Yun, Lozano and
/// Yang 2021, section 3 (q = 0); Keras has none. Errors: InvalidArgument when l0 is negative or not
/// finite.
struct L0 {
  Hyper l0 = 1e-4;  ///< loss per weight that is not 0

  static constexpr std::string_view type = "L0";
  static constexpr auto fields() {
    return Fields{Field{"l0", &L0::l0, at_least(0), "loss per weight that is not 0"}};
  }
  /// weight: any shape. Returns a scalar without a gradient.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

}  // namespace occam::regularizers
