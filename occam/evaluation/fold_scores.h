#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "occam/evaluation/comparison.h"
#include "occam/evaluation/measure.h"

namespace occam::evaluation {

/// One measure of all contenders, fold by fold of a cross-validation.
struct FoldScores {
  const Measure* measure = nullptr;
  std::vector<std::string> names = {};           ///< one a contender
  std::vector<std::vector<double>> values = {};  ///< (contender, fold), NaN where not defined

  /// Over the folds where it is defined; NaN where it is in none.
  double mean(std::size_t contender) const;
  /// Standard deviation over those folds, divided by their number less 1; NaN for fewer than two.
  double deviation(std::size_t contender) const;
};

/// Scores of every measure. folds: the same contenders in each, in one order.
/// Errors: InvalidArgument for no folds, other contenders than in the first, a measure of the other
/// kind.
std::vector<FoldScores> score_folds(std::span<const Measure* const> measures,
                                    std::span<const std::vector<Contender>> folds);

/// The predictions of all folds one behind the other, as of one model: every row was predicted by a
/// fit that had not seen it. Errors: as score_folds().
std::vector<Contender> pool(std::span<const std::vector<Contender>> folds);

}  // namespace occam::evaluation
