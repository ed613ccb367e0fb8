#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "occam/data/table.h"
#include "occam/data/target.h"

/// What a table's columns are for a network that is to predict one of them, and what a person
/// should know about them before training. Plain data; rows count from 0.
namespace occam::data {

/// What becomes of a column.
enum class ColumnRole {
  kFeature,
  kTarget,
  kDropped,     ///< ProfileOptions::drop
  kSplit,       ///< ProfileOptions::split_by: it decides the split, and would tell the groups apart
  kEmpty,       ///< missing cells only
  kConstant,    ///< the same in all rows
  kDuplicate,   ///< cell by cell another column, `same_as`
  kRowNumbers,  ///< 0,1,2,... or 1,2,3,... and either nameless or named as a number of rows
  kIdentifier,  ///< texts nearly all different; whole numbers all different and named as
                ///< identifiers
};

/// One column of a table.
struct ColumnProfile {
  std::string name = {};
  std::string in_file = {};  ///< what the file calls it: of a part of texts their column
  ColumnKind kind = ColumnKind::kNumber;
  ColumnRole role = ColumnRole::kFeature;
  std::int64_t missing = 0;
  std::int64_t first_missing_row = -1;   ///< -1: none
  std::int64_t unusable = 0;             ///< infinite numbers or ones beyond float32
  std::int64_t first_unusable_row = -1;  ///< -1: none
  std::int64_t distinct = 0;             ///< different values
  bool at_least = false;                 ///< there may be more: counted in some of the rows
  std::string example = {};              ///< the first cell that is not missing, as written
  std::string same_as = {};              ///< kDuplicate: the name of the other column
  bool kept = false;                     ///< a feature only because ProfileOptions::keep names it
};

/// What a person should know.
enum class NoticeKind {
  kCountsRows,      ///< a feature 1,2,3,...: of `columns`, which may be a row number
  kLikeIdentifier,  ///< a feature of whole numbers that are all different and named as identifiers
  kNearlyEqual,     ///< columns[0] is equal to columns[1] in `share` of the rows
  kProportional,    ///< columns[0] is a line of columns[1] up to a correlation of `share`
  kOtherWords,      ///< columns[0] tells the same as columns[1] in other texts or numbers
  kPredictsTarget,  ///< columns[0] alone predicts the target: `share` of the rows, or R2
  kImbalance,       ///< class columns[0] has `share` of the rows
  kSingleRows,      ///< `count` classes of one row each; columns: the first of them
  kFewRows,         ///< `count` rows
  kEqualRows,       ///< `count` rows are equal to an earlier one in features and target, the first
                    ///< is first_row; not where columns have so few values that chance does it
  kMostlyMissing,   ///< columns[0] is missing in `share` of the rows
  kMergedCells,     ///< columns[0] has texts in `count` rows, each once, the first row among them,
                    ///< and none in most others: as merged cells of a spreadsheet are exported
  kMissingMark,     ///< columns[0], a feature or the target, holds `value` in `count` cells, the
                    ///< first is first_row; all others are far, `low` to `high`: missing_mark()
};

/// "columns" are the names of columns, or of classes for kImbalance and kSingleRows.
struct Notice {
  NoticeKind kind = NoticeKind::kFewRows;
  std::vector<std::string> columns = {};
  std::int64_t count = 0;
  std::int64_t first_row = -1;
  double share = 0.0;
  double value = 0.0, low = 0.0, high = 0.0;  ///< of kMissingMark
};

struct ProfileOptions {
  std::string target = {};  ///< the target's column where nothing more is known of the target
  std::vector<std::string> drop = {};  ///< columns that are no features
  std::vector<std::string> keep = {};  ///< features whatever they look like
  std::string split_by = {};           ///< the column whose groups a split keeps together
};

struct TableProfile {
  std::int64_t rows = 0;
  std::vector<ColumnProfile> columns = {};  ///< as in the table
  std::vector<Notice> notices = {};

  /// Names of all columns that are neither a feature nor the target: EncoderOptions::exclude.
  std::vector<std::string> left_out() const;
};

/// Rules, by values and not by what other columns hold, but for duplicates:
/// - texts are an identifier when more than half of at least ten cells differ from all before, or
///   all of at least three do;
/// - whole numbers are one when 19 of 20 are different and the name says so (id, user_id, index) or
///   they have none below a header;
/// - when nothing else were left, row numbers and numbers as identifiers are features.
/// Equal and like columns, and a column that alone predicts the target, are found in time near
/// linear in cells; of many thousand columns some pairs may escape.
/// target: null for none. Errors: InvalidArgument for unknown names.
TableProfile profile(const Table& table, const Target* target, const ProfileOptions& options = {});

/// For each row the first one that is equal to it in these columns, or the row itself.
std::vector<std::int64_t> first_equal_rows(std::span<const Column* const> columns);

/// Rows of `held_out` that are equal to one of `train`, by first_equal_rows.
std::int64_t count_seen(std::span<const std::int64_t> first_equal,
                        std::span<const std::int64_t> train,
                        std::span<const std::int64_t> held_out);

}  // namespace occam::data
