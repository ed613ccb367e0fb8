#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/data/table.h"
#include "occam/data/target.h"

namespace occam::data {

/// What becomes of missing cells. A row whose target is missing is refused or dropped, never
/// filled.
enum class MissingPolicy {
  kRefuse,  ///< InvalidArgument with their number and the first one's place
  kDrop,    ///< rows with a missing cell are left out
  kMean,    ///< the column's mean over the training rows; texts: no category is set
  kMedian,  ///< the column's median over the training rows; texts: no category is set
  kZero,    ///< 0 in the column's own unit; texts: no category is set
};

struct EncoderOptions {
  MissingPolicy missing = MissingPolicy::kRefuse;
  std::vector<std::string> exclude = {};  ///< columns that are no features
  bool standardize = true;                ///< numeric features to mean 0, standard deviation 1
  bool standardize_target = false;        ///< the same for a regression target
  std::int64_t max_categories = 100;      ///< a text column with more is refused
};

/// How one column becomes features: (value - mean) / scale, or one 0/1 feature a category.
struct FeatureColumn {
  std::string name = {};
  bool is_text = false;
  double fill = 0.0;  ///< for missing cells, in the column's unit
  double mean = 0.0;
  double scale = 1.0;
  std::vector<std::string> categories = {};  ///< sorted
};

struct EncodedTable {
  Dataset dataset = {};
  std::vector<std::int64_t> rows = {};  ///< table rows of the dataset's rows: fewer with kDrop
  std::int64_t unknown_categories = 0;  ///< texts that training never saw; their features are 0
};

/// Turns table rows into float32 features and a target with numbers learned from training rows.
/// Plain data: what is in it is all there is to save.
struct TableEncoder {
  std::vector<FeatureColumn> features = {};
  Target target = {};
  MissingPolicy missing = MissingPolicy::kRefuse;

  /// Learns means, scales, fills and categories from the given rows. The standard deviation is that
  /// of the population (division by n) after filling; a constant column is centred and not scaled.
  /// As scikit-learn's SimpleImputer, StandardScaler and OneHotEncoder(handle_unknown="ignore").
  /// Errors: InvalidArgument for missing or infinite cells, no rows, columns without a value, more
  /// than max_categories texts, unknown names in exclude.
  static TableEncoder fit(const Table& table, const Target& target,
                          std::span<const std::int64_t> rows, const EncoderOptions& options = {});

  /// x (rows, width) float32. y: two classes (rows, 1) float32 of 0 and 1; more classes (rows,)
  /// int32; regression (rows, 1) float32, standardised when fit was told so.
  /// Errors: InvalidArgument for absent columns, another type of column, cells as in fit, unknown
  /// classes, values beyond float32.
  EncodedTable transform(const Table& table, std::span<const std::int64_t> rows) const;

  /// The same without a target: `table` need not have it, dataset.y stays empty.
  EncodedTable transform_features(const Table& table, std::span<const std::int64_t> rows) const;

  /// Columns of x: "age", "job=cook", "job=smith".
  std::vector<std::string> feature_names() const;
};

}  // namespace occam::data
