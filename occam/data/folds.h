#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "occam/base/random.h"
#include "occam/data/split.h"

namespace occam::data {

/// Stream of the data seed that the folds are drawn from.
inline constexpr std::uint32_t kFoldStream = stream_of("data/folds");

/// The fold of a row that is in every training part and in no test part.
inline constexpr std::int64_t kNoFold = -1;

struct FoldOptions {
  std::int64_t folds = 5;       ///< K, 2 <= K <= rows
  std::uint64_t data_seed = 0;  ///< which rows go where
};

/// The fold, 0..K-1, of each of n rows drawn at random; sizes of folds differ by at most one.
/// Errors: InvalidArgument unless 2 <= K <= n.
std::vector<std::int64_t> folds_random(std::int64_t n, const FoldOptions& options = {});

/// The same so that every fold has each class in the proportion of the whole: of a class, and of
/// all classes, the rows of two folds differ by at most one. Of every class a row is in each
/// training part: the row of a class that has only one is in no fold (kNoFold). labels: class of
/// each row, any integers. Errors: InvalidArgument unless 2 <= K <= rows that are in a fold.
/// Source: scikit-learn, StratifiedKFold(shuffle=True).
std::vector<std::int64_t> folds_stratified(std::span<const std::int64_t> labels,
                                           const FoldOptions& options = {});

/// The same by whole groups: no group has rows in two folds. Groups from the largest to the
/// smallest, those of one size in random order, each go to the fold that has the fewest rows.
/// groups: group of each row, any integers. Errors: InvalidArgument unless 2 <= K <= groups.
/// Source: scikit-learn, GroupKFold(shuffle=True).
std::vector<std::int64_t> folds_group(std::span<const std::int64_t> groups,
                                      const FoldOptions& options = {});

/// K splits in the order of time; nothing is drawn. The rows are cut into K + 1 blocks, of which
/// the first takes what is left over: split k tests block k + 1 and trains on all before it. Rows
/// of one time stay together, in the later block where a bound falls among them. times: any order.
/// Errors: InvalidArgument for a time that is NaN, unless 2 <= K < different times.
/// Source: scikit-learn, TimeSeriesSplit.
std::vector<Split> splits_time(std::span<const double> times, std::int64_t folds);

/// One split a fold: its rows test, the others train, each ascending; none validate.
/// Errors: InvalidArgument for a fold outside [kNoFold, folds), or one without rows.
std::vector<Split> splits_of(std::span<const std::int64_t> folds, std::int64_t count);

}  // namespace occam::data
