#pragma once

#include <string>

#include "occam/base/fields.h"
#include "occam/ops/scope.h"
#include "occam/regularizers/target_sparsity.h"

namespace occam::regularizers {

/// Group lasso: penalty `l1 * sum over groups g of sqrt(size of g) * ||w_g||`, added to the loss
/// once per step. Groups are the rows of a kernel (an input each) or its columns (a unit each);
/// together they shrink to 0. With `proximal` the optimizer's step ends with the groups' shrinking
/// under its own metric (regularizers/groups.h), which makes whole groups exactly 0; without, the
/// subgradient, 0 of a group of zeros, is a part of the gradient. Source: Yuan and Lin 2006,
/// equation 2.1 with K_j = p_j I; arXiv 2403.14398, section 4 (the metric); Keras has none. Errors:
/// InvalidArgument when l1 is negative or not finite, or for groups other than "rows" and
/// "columns".
struct GroupL1 {
  Hyper l1 = 0.01;              ///< loss per unit of sqrt(size) * norm of a group
  std::string groups = "rows";  ///< "rows": an input each; "columns": a unit each
  bool proximal = true;         ///< exact zeros; false: a subgradient
  /// Share of zeros to reach; the factor then adapts to it (regularizers/target_sparsity.h).
  MaybeHyper sparsity = {};

  static constexpr std::string_view type = "GroupL1";
  static constexpr auto fields() {
    return Fields{
        Field{"l1", &GroupL1::l1, at_least(0), "loss per unit of sqrt(size) * norm of a group"},
        Field{"groups", &GroupL1::groups, one_of("rows", "columns"),
              "what shrinks together: rows, an input each, or columns, a unit each"},
        Field{"proximal", &GroupL1::proximal, "exact zeros; false: a subgradient"},
        Field{"sparsity", &GroupL1::sparsity, from_below(0, 1),
              "share of zeros to reach, to which the factor adapts"}};
  }
  void check() const { check_target(*this, {&l1}); }
  /// weight: any shape. Its last axis numbers the columns, all others the rows; a vector is one
  /// row. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

}  // namespace occam::regularizers
