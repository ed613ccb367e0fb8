#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
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

/// How simple a network is: fewer inputs, then fewer numbers.
struct NetworkSize {
  std::int64_t inputs = 0, parameters = 0;

  auto operator<=>(const NetworkSize&) const = default;
};

/// A path among others whose settings were scored on the same folds.
struct Competitor {
  ScoreCurve curve;                ///< as of choose()
  std::vector<NetworkSize> sizes;  ///< of each setting's network
};

/// A choice over several paths together.
struct PooledChoice {
  struct OfPath {
    std::size_t best = 0;               ///< its own best mean, whatever the others' are
    std::optional<std::size_t> one_se;  ///< its first within the bar of all, if there is one

    bool operator==(const OfPath&) const = default;
  };
  std::vector<OfPath> paths;
  std::size_t best = 0;    ///< path of the best mean of all
  std::size_t one_se = 0;  ///< path whose `one_se` is the simplest network of those
};

/// One bar for all paths, no worse than the best mean of all by more than that one's standard
/// error: each path offers its first setting within it, and the simplest of these networks is
/// taken, of equally simple ones that of the better mean, then of the earlier path. Where the
/// standard error is not defined only the best is within. With one path this is choose(). Errors:
/// as choose(); InvalidArgument for sizes that are not one a setting.
PooledChoice choose(std::span<const Competitor> paths, Direction direction);

}  // namespace occam::selection
