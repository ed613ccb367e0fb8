#pragma once

#include <string>
#include <utility>

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Penalty `factor / 2 * sum over i != j of |u_i . u_j| / (n (n - 1) / 2)`, added to the loss once
/// per step: `factor` times the mean absolute cosine of the n rows (or columns) w_i of a matrix
/// with one another, u_i = w_i / max(||w_i||, 1e-7). It makes them orthogonal, not small. Of a
/// single row 0, where Keras gives NaN. Source: Keras 3, regularizers.OrthogonalRegularizer.
/// Errors: InvalidArgument when factor is negative or not finite, for a mode other than "rows" and
/// "columns", and for a weight that is no matrix.
struct OrthogonalRegularizer {
  Hyper factor = 0.01;        ///< loss per unit of the mean |cosine|
  std::string mode = "rows";  ///< "rows": an input each; "columns": a unit each

  static constexpr std::string_view type = "OrthogonalRegularizer";
  static constexpr auto fields() {
    return Fields{Field{"factor", &OrthogonalRegularizer::factor, at_least(0),
                        "loss per unit of the mean |cosine| of two rows"},
                  Field{"mode", &OrthogonalRegularizer::mode, one_of("rows", "columns"),
                        "what becomes orthogonal: rows, an input each, or columns, a unit each"}};
  }
  /// weight: [rows, columns]. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
};

/// Keras's lower-case name.
inline OrthogonalRegularizer orthogonal_regularizer(Hyper factor = 0.01,
                                                    std::string mode = "rows") {
  return {.factor = factor, .mode = std::move(mode)};
}

}  // namespace occam::regularizers
