#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "occam/metrics/direction.h"

namespace occam::selection {

/// Scores over folds: one entry a setting. NaN where a score is not defined.
struct ScoreCurve {
  std::vector<double> means;            ///< weighted by the folds' rows
  std::vector<double> standard_errors;  ///< of these means
};

/// scores: (setting, fold), NaN where not defined: such a fold does not count. weights: rows of
/// each fold. With N folds that count, mean m = sum w s / sum w and standard error
/// sqrt(sum w (s - m)^2 / sum w / (N - 1)), NaN for N < 2. Errors: InvalidArgument for settings
/// whose number of folds is not that of the weights, or weights that are not positive.
/// Source: glmnet 4.1, cvstats.
ScoreCurve curve_of(std::span<const std::vector<double>> scores, std::span<const double> weights);

/// Places on a path.
struct Choice {
  std::size_t best = 0;    ///< "lambda.min": the first of the best means
  std::size_t one_se = 0;  ///< "lambda.1se": the first within one standard error of it

  bool operator==(const Choice&) const = default;
};

/// The best setting, and the simplest one that is no worse than it by more than the best one's
/// standard error. The curve's settings stand from the simplest on: the largest lambda first.
/// `direction`: of the scores. Where the standard error is not defined the choices are one. Errors:
/// InvalidArgument for a curve without a mean that is a number, or a direction of none.
/// Source: glmnet 4.1, getOptcv.
Choice choose(const ScoreCurve& curve, Direction direction);

}  // namespace occam::selection
