#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/base/plain_values.h"
#include "occam/data/dataset.h"
#include "occam/data/encoder_options.h"
#include "occam/data/table.h"
#include "occam/data/target.h"

namespace occam::data {

/// How a column becomes features. Those of one number a cell are then (number - mean) / scale.
enum class FeatureKind {
  kNumber,   ///< the number
  kDays,     ///< of a date: days since `origin`, the fraction is the time of day
  kYear,     ///< of a date: 2021
  kMonth,    ///< of a date: 1 to 12
  kWeekday,  ///< of a date: 1 (Monday) to 7
  kHour,     ///< of a date: 0 to 24, with the fraction
  kMissing,  ///< 1 where the cell is missing, else 0
  kOneHot,   ///< a 0/1 feature for each category, for the rare ones together, for missing cells
  kCode,     ///< number of the category: 0 is none of the known, then as the features of kOneHot
};

/// Parts of a date.
bool is_date_part(FeatureKind kind);

/// A group of features from one column; a column may have several groups.
struct FeatureColumn {
  std::string name = {};  ///< of the column
  FeatureKind kind = FeatureKind::kNumber;
  double fill = 0.0;  ///< of missing cells, in the unit of `mean`
  double mean = 0.0;
  double scale = 1.0;
  double origin = 0.0;                       ///< kDays: the first training day, since 1970-01-01
  std::vector<std::string> categories = {};  ///< with a feature or code of their own, sorted
  std::vector<std::string> rare = {};        ///< that share one, sorted; none: there is none
  bool missing_category = false;             ///< missing cells have one
  bool as_written = false;  ///< a text that differs in blanks or case alone is another (TextPlaces)

  bool is_text() const { return kind == FeatureKind::kOneHot || kind == FeatureKind::kCode; }
  /// Categories with those of the rare and the missing.
  std::int64_t choices() const;
  /// Columns of x: 1, or those of kOneHot.
  std::int64_t width() const { return kind == FeatureKind::kOneHot ? choices() : 1; }

  static constexpr std::string_view type = "FeatureColumn";
  static constexpr auto fields() {
    using F = FeatureColumn;
    return Fields{Field{"name", &F::name, "of the column"},
                  Field{"kind", &F::kind, "what is made of it"},
                  Field{"fill", &F::fill, "of missing cells"},
                  Field{"mean", &F::mean, "feature = (number - mean) / scale"},
                  Field{"scale", &F::scale, "see mean"},
                  Field{"origin", &F::origin, "the first day, since 1970-01-01"},
                  Field{"categories", &F::categories, "texts with a feature of their own"},
                  Field{"rare", &F::rare, "texts that share one"},
                  Field{"missing_category", &F::missing_category, "missing texts have one"},
                  Field{"as_written", &F::as_written, "blanks and case tell texts apart"}};
  }
};

/// Texts of one column that no training row has.
struct UnknownTexts {
  std::string column = {};
  std::int64_t cells = 0;
  std::int64_t first_row = 0;  ///< from 0
  std::string example = {};    ///< the text there
};

struct EncodedTable {
  Dataset dataset = {};
  std::vector<std::int64_t> rows = {};     ///< table rows of the dataset's rows: fewer with kDrop
  std::vector<UnknownTexts> unknown = {};  ///< by column; all features of such a cell are 0
};

/// Turns table rows into float32 features and a target with numbers learned from training rows.
/// Plain data: what is in it is all there is to save.
struct TableEncoder {
  std::vector<FeatureColumn> features = {};
  Target target = {};
  MissingPolicy missing = MissingPolicy::kMedian;
  MissingTarget missing_target = MissingTarget::kDrop;

  /// Learns means, scales, fills and categories from the given rows. The standard deviation is that
  /// of the population (division by n) after filling; a constant column is centred and not scaled.
  /// As scikit-learn's SimpleImputer, StandardScaler and OneHotEncoder(max_categories). A column
  /// without a value in these rows gives no features.
  /// Errors: InvalidArgument for cells that the policies refuse, no rows, no features, unknown
  /// names in exclude.
  static TableEncoder fit(const Table& table, const Target& target,
                          std::span<const std::int64_t> rows, const EncoderOptions& options = {});

  /// x (rows, width) float32. y: two classes (rows, 1) float32 of 0 and 1; more classes (rows,)
  /// int32; regression (rows, 1) float32, standardised when fit was told so.
  /// Errors: InvalidArgument for absent columns, another kind of column, cells as in fit, unknown
  /// classes, features beyond float32.
  EncodedTable transform(const Table& table, std::span<const std::int64_t> rows) const;

  /// The same without a target: `table` need not have it, dataset.y stays empty.
  EncodedTable transform_features(const Table& table, std::span<const std::int64_t> rows) const;

  /// Columns of x: "age", "age missing", "born year", "job=cook", "job other", "job missing".
  std::vector<std::string> feature_names() const;
  /// How many they are.
  std::int64_t width() const;
  /// The columns that a table must have, each once, in the order of the features.
  std::vector<std::string> columns() const;
  /// Throws InvalidArgument for what fit never makes: an encoder out of a file is checked so.
  void check() const;

  static constexpr std::string_view type = "TableEncoder";
  static constexpr auto fields() {
    using E = TableEncoder;
    return Fields{Field{"features", &E::features, "groups of features, by column"},
                  Field{"target", &E::target, "what is predicted"},
                  Field{"missing", &E::missing, "what becomes of missing cells"},
                  Field{"missing_target", &E::missing_target, "of rows without a target"}};
  }
};

}  // namespace occam::data

namespace occam {

template <>
struct EnumTexts<data::FeatureKind> {
  using Kind = data::FeatureKind;
  static constexpr std::array texts = {
      std::pair{Kind::kNumber, "number"},   std::pair{Kind::kDays, "days"},
      std::pair{Kind::kYear, "year"},       std::pair{Kind::kMonth, "month"},
      std::pair{Kind::kWeekday, "weekday"}, std::pair{Kind::kHour, "hour"},
      std::pair{Kind::kMissing, "missing"}, std::pair{Kind::kOneHot, "one_hot"},
      std::pair{Kind::kCode, "code"}};
};

}  // namespace occam
