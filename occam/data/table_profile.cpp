#include "occam/data/table_profile.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "occam/base/errors.h"
#include "occam/data/column_facts.h"
#include "occam/data/column_form.h"
#include "occam/data/like_columns.h"
#include "occam/data/missing_marks.h"
#include "occam/data/predictive_column.h"

namespace occam::data {
namespace {

constexpr std::int64_t kFewRows = 100;
constexpr double kImbalance = 0.9;
constexpr double kMostlyMissing = 0.5;
constexpr double kIdentifierTexts = 0.5;
constexpr double kIdentifierNumbers = 0.95;
constexpr std::size_t kNamesShown = 5;
constexpr std::int64_t kMostGroups = 50;  // of merged cells

bool is_text_identifier(const ColumnFacts& facts, std::int64_t rows) {
  const std::int64_t present = rows - facts.missing;
  if (present >= 3 && facts.distinct == present) return true;
  return present >= 10 && facts.distinct_share > kIdentifierTexts;
}

bool are_different_whole_numbers(const Column& column, const ColumnFacts& facts) {
  return column.kind() == ColumnKind::kNumber && facts.whole &&
         facts.distinct_share > kIdentifierNumbers && column.rows() - facts.missing >= 10;
}

class Profiler {
 public:
  Profiler(const Table& table, const Target* target, const ProfileOptions& options)
      : table_(table), target_(target), options_(options) {
    for (const std::string& name : options.drop) dropped_.insert(table.column(name).name());
    for (const std::string& name : options.keep) kept_.insert(table.column(name).name());
    if (!options.split_by.empty()) static_cast<void>(table.column(options.split_by));
  }

  TableProfile run() {
    result_.rows = table_.rows();
    for (std::size_t c = 0; c < table_.columns().size(); ++c) add_column(c);
    bring_back_numbers();
    note_columns();
    if (target_ != nullptr) note_target();
    note_rows();
    return std::move(result_);
  }

 private:
  void add_column(std::size_t place) {
    const Column& column = table_.columns()[place];
    const ColumnFacts facts = facts_of(column);
    ColumnProfile& told =
        result_.columns.emplace_back(ColumnProfile{.name = column.name(),
                                                   .in_file = name_in_file(column),
                                                   .kind = column.kind(),
                                                   .missing = facts.missing,
                                                   .first_missing_row = facts.first_missing_row,
                                                   .unusable = facts.unusable,
                                                   .first_unusable_row = facts.first_unusable_row,
                                                   .distinct = facts.distinct,
                                                   .at_least = facts.at_least,
                                                   .example = example_of(column)});
    told.role = role_of(place, facts, told.same_as);
    told.kept = is_left_out(told.role) && kept_.contains(told.name);
    if (told.kept) {
      told.role = ColumnRole::kFeature;
      told.same_as.clear();
      first_of_.try_emplace(facts.fingerprint, place);
    }
    facts_.push_back(facts);
  }

  static std::string example_of(const Column& column) {
    if (!column.reading().example.empty()) return column.reading().example;
    for (std::int64_t row = 0; row < column.rows(); ++row) {
      if (column.is_missing(row)) continue;
      return column.is_text() ? column.categories()[static_cast<std::size_t>(column.code(row))]
                              : to_text(column.number(row));
    }
    return "";
  }

  ColumnRole role_of(std::size_t place, const ColumnFacts& facts, std::string& same_as) {
    const Column& column = table_.columns()[place];
    const std::string& target = target_ != nullptr ? target_->name : options_.target;
    if (column.name() == target) return ColumnRole::kTarget;
    if (dropped_.contains(column.name())) return ColumnRole::kDropped;
    if (column.name() == options_.split_by) return ColumnRole::kSplit;
    if (facts.missing == column.rows()) return ColumnRole::kEmpty;
    if (facts.constant) return ColumnRole::kConstant;
    if (is_row_number(place, facts)) return ColumnRole::kRowNumbers;
    if (column.is_text() && is_text_identifier(facts, column.rows()))
      return ColumnRole::kIdentifier;
    if (is_number_identifier(place, facts)) return ColumnRole::kIdentifier;
    const auto [first, added] = first_of_.try_emplace(facts.fingerprint, place);
    if (added) return ColumnRole::kFeature;
    const Column& earlier = table_.columns()[first->second];
    if (!are_equal(column, earlier)) return ColumnRole::kFeature;
    same_as = earlier.name();
    return ColumnRole::kDuplicate;
  }

  /// Of its own accord, without --drop.
  static bool is_left_out(ColumnRole role) {
    return role != ColumnRole::kFeature && role != ColumnRole::kTarget &&
           role != ColumnRole::kDropped;
  }
  bool is_nameless(std::size_t place) const {
    const std::string& name = table_.columns()[place].name();
    const bool named = name != "column" + std::to_string(place + 1) && !name.empty();
    // Where no column has a name, only the first may be what a program puts in front of its rows.
    return !named && (table_.reading().header || place == 0);
  }
  bool is_row_number(std::size_t place, const ColumnFacts& facts) const {
    return facts.counts_rows &&
           (is_nameless(place) || is_identifier_name(table_.columns()[place].name()));
  }
  bool is_number_identifier(std::size_t place, const ColumnFacts& facts) const {
    const bool named = is_identifier_name(table_.columns()[place].name());
    return are_different_whole_numbers(table_.columns()[place], facts) &&
           (named || (table_.reading().header && is_nameless(place)));
  }

  /// Numbers that would be left out as row numbers or identifiers are better than no feature.
  void bring_back_numbers() {
    for (const ColumnProfile& column : result_.columns) {
      if (column.role == ColumnRole::kFeature) return;
    }
    for (ColumnProfile& column : result_.columns) {
      const bool left_out =
          column.role == ColumnRole::kRowNumbers || column.role == ColumnRole::kIdentifier;
      if (left_out && column.kind == ColumnKind::kNumber) column.role = ColumnRole::kFeature;
    }
  }

  /// Also of columns that are left out.
  void note_merged_cells() {
    for (std::size_t c = 0; c < facts_.size(); ++c) {
      const ColumnProfile& column = result_.columns[c];
      const std::int64_t present = result_.rows - column.missing;
      const bool few = present >= 2 && present <= kMostGroups && 2 * present <= column.missing;
      const bool merged = column.kind == ColumnKind::kText && few && column.distinct == present &&
                          column.first_missing_row > 0 && column.role != ColumnRole::kDropped;
      if (merged)
        note({.kind = NoticeKind::kMergedCells, .columns = {column.name}, .count = present});
    }
  }

  void note(Notice notice) { result_.notices.push_back(std::move(notice)); }

  void note_columns() {
    note_merged_cells();
    std::unordered_map<std::uint64_t, std::size_t> first_of;
    for (std::size_t c = 0; c < facts_.size(); ++c) {
      const ColumnProfile& column = result_.columns[c];
      if (column.role != ColumnRole::kFeature) continue;
      features_.push_back(&table_.columns()[c]);
      const double missing =
          static_cast<double>(column.missing) / static_cast<double>(result_.rows);
      if (missing > kMostlyMissing)
        note({.kind = NoticeKind::kMostlyMissing, .columns = {column.name}, .share = missing});
      const bool asked = kept_.contains(column.name);
      if (asked) continue;
      note_mark(table_.columns()[c]);
      if (facts_[c].counts_rows) {
        note({.kind = NoticeKind::kCountsRows, .columns = {column.name}});
      } else if (is_number_identifier(c, facts_[c])) {
        note({.kind = NoticeKind::kLikeIdentifier, .columns = {column.name}});
      }
      // Numbers that are functions of each other, a square or a logarithm, are there on purpose.
      if (facts_[c].pattern == 0) continue;
      const auto [first, added] = first_of.try_emplace(facts_[c].pattern, c);
      const ColumnKind other = result_.columns[first->second].kind;
      const bool texts = column.kind == ColumnKind::kText || other == ColumnKind::kText;
      if (added || !texts || facts_[c].fingerprint == facts_[first->second].fingerprint) continue;
      note({.kind = NoticeKind::kOtherWords,
            .columns = {column.name, result_.columns[first->second].name}});
    }
    for (const LikeColumns& like : like_columns(features_)) {
      const std::string& name = features_[like.column]->name();
      if (kept_.contains(name)) continue;
      note({.kind = like.proportional ? NoticeKind::kProportional : NoticeKind::kNearlyEqual,
            .columns = {name, features_[like.earlier]->name()},
            .share = like.share});
    }
  }

  void note_mark(const Column& column) {
    const auto mark = missing_mark(column);
    if (!mark) return;
    note({.kind = NoticeKind::kMissingMark,
          .columns = {column.name()},
          .count = mark->cells,
          .first_row = mark->first_row,
          .value = mark->value,
          .low = mark->low,
          .high = mark->high});
  }

  void note_target() {
    const Column& target = table_.column(target_->name);
    note_mark(target);
    // Of one feature it is what everybody hopes for.
    for (const Column* column : features_) {
      if (features_.size() < 2 || kept_.contains(column->name())) continue;
      const std::optional<double> share = predicts_target(*column, target, *target_);
      if (share)
        note({.kind = NoticeKind::kPredictsTarget, .columns = {column->name()}, .share = *share});
    }
    if (target_->is_classification()) note_classes();
  }

  void note_classes() {
    std::vector<std::int64_t> rows_of(target_->classes.size());
    std::int64_t rows = 0;
    for (const std::int64_t label : class_labels(*target_, table_)) {
      if (label < 0) continue;
      ++rows_of[static_cast<std::size_t>(label)];
      ++rows;
    }
    const auto most = std::max_element(rows_of.begin(), rows_of.end());
    const double share = static_cast<double>(*most) / static_cast<double>(rows);
    if (share >= kImbalance) {
      note({.kind = NoticeKind::kImbalance,
            .columns = {target_->classes[static_cast<std::size_t>(most - rows_of.begin())]},
            .share = share});
    }
    Notice single{.kind = NoticeKind::kSingleRows};
    for (std::size_t c = 0; c < rows_of.size(); ++c) {
      if (rows_of[c] != 1) continue;
      if (++single.count <= static_cast<std::int64_t>(kNamesShown))
        single.columns.push_back(target_->classes[c]);
    }
    if (single.count > 0) note(std::move(single));
  }

  void note_rows() {
    if (result_.rows < kFewRows) note({.kind = NoticeKind::kFewRows, .count = result_.rows});
    Notice equal{.kind = NoticeKind::kEqualRows};
    std::vector<const Column*> columns = features_;
    if (target_ != nullptr) columns.push_back(&table_.column(target_->name));
    if (are_expected_equal(columns)) return;
    const std::vector<std::int64_t> first = first_equal_rows(columns);
    for (std::size_t row = 0; row < first.size(); ++row) {
      if (first[row] == static_cast<std::int64_t>(row)) continue;
      if (equal.count++ == 0) equal.first_row = static_cast<std::int64_t>(row);
    }
    if (equal.count > 0) note(std::move(equal));
  }

  /// Whether rows drawn by chance are equal now and then: of few columns of few values.
  bool are_expected_equal(const std::vector<const Column*>& columns) const {
    double combinations = 1;
    for (const Column* column : columns) {
      const auto place = static_cast<std::size_t>(column - table_.columns().data());
      combinations *= static_cast<double>(std::max<std::int64_t>(1, facts_[place].distinct));
    }
    constexpr double kCombinationsARow = 20;
    return combinations < kCombinationsARow * static_cast<double>(result_.rows);
  }

  const Table& table_;
  const Target* target_;
  const ProfileOptions& options_;
  std::unordered_set<std::string> dropped_, kept_;
  std::unordered_map<std::uint64_t, std::size_t> first_of_;  ///< feature by fingerprint
  std::vector<ColumnFacts> facts_;
  std::vector<const Column*> features_;
  TableProfile result_;
};

}  // namespace

std::vector<std::string> TableProfile::left_out() const {
  std::vector<std::string> names;
  for (const ColumnProfile& column : columns) {
    if (column.role != ColumnRole::kFeature && column.role != ColumnRole::kTarget)
      names.push_back(column.name);
  }
  return names;
}

TableProfile profile(const Table& table, const Target* target, const ProfileOptions& options) {
  return with_memory_for("profile", "Fewer rows or columns need less",
                         [&] { return Profiler(table, target, options).run(); });
}

std::vector<std::int64_t> first_equal_rows(std::span<const Column* const> columns) {
  if (columns.empty()) return {};
  std::vector<std::uint64_t> hash(static_cast<std::size_t>(columns[0]->rows()));
  for (const Column* column : columns) {
    const std::vector<std::uint64_t> cells = cell_hashes(*column);
    for (std::size_t row = 0; row < hash.size(); ++row) hash[row] = mixed(hash[row], cells[row]);
  }
  std::unordered_map<std::uint64_t, std::int64_t> first_of;
  std::vector<std::int64_t> first;
  for (const std::uint64_t row_hash : hash) {
    const auto row = static_cast<std::int64_t>(first.size());
    first.push_back(first_of.try_emplace(row_hash, row).first->second);
  }
  return first;
}

std::int64_t count_seen(std::span<const std::int64_t> first_equal,
                        std::span<const std::int64_t> train,
                        std::span<const std::int64_t> held_out) {
  std::vector<bool> trained(first_equal.size());
  const auto group = [&](std::int64_t row) {
    return static_cast<std::size_t>(first_equal[static_cast<std::size_t>(row)]);
  };
  for (const std::int64_t row : train) trained[group(row)] = true;
  return std::count_if(held_out.begin(), held_out.end(),
                       [&](std::int64_t row) { return trained[group(row)]; });
}

}  // namespace occam::data
