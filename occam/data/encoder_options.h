#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occam/base/plain_values.h"

namespace occam::data {

/// What becomes of missing cells of features; numbers that are infinite or beyond float32 count as
/// missing.
enum class MissingPolicy {
  kRefuse,  ///< InvalidArgument with their number and the first one's place, by column
  kDrop,    ///< rows with a missing cell are left out
  kMean,    ///< the column's mean over the training rows; texts: a category of its own
  kMedian,  ///< the column's median over the training rows; texts: a category of its own
  kZero,    ///< 0 in the column's own unit; texts: a category of its own
};

/// What becomes of rows without a target. It is never filled.
enum class MissingTarget { kRefuse, kDrop };

/// What numbers are brought to; the features of texts and of missing cells stay 0 and 1.
enum class FeatureScaling {
  kNone,      ///< they stay as they are
  kStandard,  ///< mean 0, standard deviation 1
  kRobust,    ///< median 0, quartiles 1 apart: robust_scale()
};

struct EncoderOptions {
  MissingPolicy missing = MissingPolicy::kMedian;
  MissingTarget missing_target = MissingTarget::kDrop;
  /// A 0/1 feature beside each column of numbers or dates that is filled in a training row, as
  /// scikit-learn's SimpleImputer(add_indicator=True).
  bool indicators = true;
  std::vector<std::string> exclude = {};               ///< columns that are no features
  FeatureScaling scaling = FeatureScaling::kStandard;  ///< of numbers and parts of dates
  bool standardize_target = false;                     ///< the same for a regression target
  /// Texts of a column that get a feature of their own: the most frequent in the training rows.
  /// Empty: kUsualCategories, and beyond these each text of least_rows_beyond_usual() rows. Of more
  /// than kFewCategories, those of fewer than max(2, rows / 1000) rows get none either, unless they
  /// have as many as a text beyond the hundredth needs. The others share one.
  std::optional<std::int64_t> max_categories = {};
  /// Columns of more categories than this become one feature of category numbers, for an
  /// Embedding. Empty: none does.
  std::optional<std::int64_t> codes_above = {};
};

/// Of so few texts none is rare.
inline constexpr std::int64_t kFewCategories = 9;

/// So many texts of a column have a feature of their own though they are rare.
inline constexpr std::int64_t kUsualCategories = 100;

/// Rows that any further text needs: with fewer it is learnt worse than together with others, 10 of
/// a small table and 5 from 10,000 rows on (docs/tables.md). Of many rows 0/1 features take memory:
/// rows^2 / 50e6 leaves a column at most 50e6 numbers of further features, 200 MB.
constexpr std::int64_t least_rows_beyond_usual(std::int64_t rows) {
  constexpr std::int64_t kNumbers = 50'000'000;
  const std::int64_t learnt =
      std::clamp<std::int64_t>(50'000 / std::max<std::int64_t>(rows, 1), 5, 10);
  return std::max(learnt, (rows * rows + kNumbers - 1) / kNumbers);
}

/// Rows that a text needs for a feature of its own where there are so many different ones.
constexpr std::int64_t least_rows_of_own(std::int64_t different, std::int64_t rows) {
  return different <= kFewCategories ? 1 : std::max<std::int64_t>(2, rows / 1000);
}

}  // namespace occam::data

namespace occam {

template <>
struct EnumTexts<data::MissingPolicy> {
  static constexpr std::array texts = {std::pair{data::MissingPolicy::kRefuse, "refuse"},
                                       std::pair{data::MissingPolicy::kDrop, "drop"},
                                       std::pair{data::MissingPolicy::kMean, "mean"},
                                       std::pair{data::MissingPolicy::kMedian, "median"},
                                       std::pair{data::MissingPolicy::kZero, "zero"}};
};

template <>
struct EnumTexts<data::MissingTarget> {
  static constexpr std::array texts = {std::pair{data::MissingTarget::kRefuse, "refuse"},
                                       std::pair{data::MissingTarget::kDrop, "drop"}};
};

}  // namespace occam
