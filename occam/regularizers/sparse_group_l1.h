#pragma once

#include <string>

#include "occam/base/fields.h"
#include "occam/ops/scope.h"
#include "occam/regularizers/target_sparsity.h"

namespace occam::regularizers {

/// Sparse group lasso: penalty `l1 * sum(|w|) + group_l1 * sum over groups g of sqrt(size of g) *
/// ||w_g||`: whole groups go, and weights inside of those that stay. With `proximal` the
/// optimizer's step ends with soft thresholding and then the groups' shrinking, which together are
/// the proximal point under any diagonal metric; without, both are subgradients. Source: Simon,
/// Friedman, Hastie and Tibshirani 2013, equation 2; Keras has none. Errors: InvalidArgument when a
/// factor is negative or not finite, or for groups other than "rows" and "columns".
struct SparseGroupL1 {
  Hyper l1 = 0.01;              ///< loss per unit of |w|
  Hyper group_l1 = 0.01;        ///< loss per unit of sqrt(size) * norm of a group
  std::string groups = "rows";  ///< "rows": an input each; "columns": a unit each
  bool proximal = true;         ///< exact zeros; false: a subgradient
  /// Share of zeros to reach; the factors then adapt to it (regularizers/target_sparsity.h).
  MaybeHyper sparsity = {};

  static constexpr std::string_view type = "SparseGroupL1";
  static constexpr auto fields() {
    return Fields{Field{"l1", &SparseGroupL1::l1, at_least(0), "loss per unit of |w|"},
                  Field{"group_l1", &SparseGroupL1::group_l1, at_least(0),
                        "loss per unit of sqrt(size) * norm of a group"},
                  Field{"groups", &SparseGroupL1::groups, one_of("rows", "columns"),
                        "what shrinks together: rows, an input each, or columns, a unit each"},
                  Field{"proximal", &SparseGroupL1::proximal, "exact zeros; false: a subgradient"},
                  Field{"sparsity", &SparseGroupL1::sparsity, from_below(0, 1),
                        "share of zeros to reach, to which the factors adapt"}};
  }
  void check() const { check_target(*this, {&l1, &group_l1}); }
  /// weight: any shape. Its last axis numbers the columns, all others the rows; a vector is one
  /// row. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

}  // namespace occam::regularizers
