#pragma once

#include <cstdint>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/evaluation/linear_model.h"

namespace occam::evaluation {

struct RidgeOptions {
  /// Penalties to choose from, each > 0 and finite. None: 17 of them, n v 10^k for k = -6, -5.5 ...
  /// 2, v the mean variance of the features.
  std::vector<double> penalties = {};
  std::uint64_t seed = 0;   ///< which rows are taken where there are too many
  double most_work = 5e10;  ///< products; rows are drawn until rows * features * min(both) fit
};

/// Ridge regression with an intercept, which is not penalised: minimises
/// sum (y - x w - b)^2 + penalty |w|^2; the penalty with the least squared leave-one-out error, all
/// by one eigendecomposition of the smaller of X'X and XX'. train.y: (rows,) or (rows, 1) numbers.
/// Errors: InvalidArgument for fewer than two rows, several outputs, values that are not finite.
/// Source: scikit-learn, Ridge and RidgeCV; Rifkin & Lippert 2007, Notes on regularized least
/// squares.
LinearModel fit_ridge(const data::Dataset& train, const RidgeOptions& options = {});

}  // namespace occam::evaluation
