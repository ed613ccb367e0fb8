#include "cli/row_splits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "cli/exit_codes.h"
#include "occam/base/quoted.h"
#include "occam/data/folds.h"

namespace occam::cli {
namespace {

using Rows = std::vector<std::int64_t>;

/// The values of `column` in these rows, numbered.
Rows groups_in(const data::Column& column, const Rows& rows) {
  std::unordered_map<double, std::int64_t> number_of;
  Rows groups;
  for (const std::int64_t row : rows) {
    // Rows without a group are one of their own; NaN would be equal to none.
    if (column.is_missing(row)) {
      groups.push_back(-1);
    } else {
      const double value = column.is_text() ? column.code(row) : column.number(row);
      const auto number = static_cast<std::int64_t>(number_of.size());
      groups.push_back(number_of.try_emplace(value, number).first->second);
    }
  }
  return groups;
}

std::vector<double> times_in(const data::Column& column, const Rows& rows) {
  if (column.is_text()) {
    throw UsageError("--split: time needs a column of dates or numbers. Received: texts in " +
                     in_quotes(column.name()));
  }
  std::vector<double> times;
  std::int64_t missing = 0, first = -1;
  for (const std::int64_t row : rows) {
    times.push_back(column.number(row));
    if (column.is_missing(row) && missing++ == 0) first = row;
  }
  if (missing > 0) {
    throw BadData(
        fmt::format("--split: rows without a time cannot be dealt out. Expected a value in "
                    "each row of {}. Received: {} missing, the first in row {}",
                    in_quotes(column.name()), missing, first + 1));
  }
  return times;
}

/// What decides where a row goes.
class Dealer {
 public:
  Dealer(const ProfiledTable& profiled, const TableFlags& flags)
      : profiled_(profiled), flags_(flags), kind_(split_kind(profiled, flags)) {}

  /// Splits these rows of the table.
  data::Split split(const Rows& rows, const data::SplitOptions& options) const {
    return on_table(rows, parts_of(rows, options));
  }
  /// One split a fold of these rows, without validation.
  std::vector<data::Split> folds(const Rows& rows, const data::FoldOptions& options) const {
    std::vector<data::Split> splits;
    for (const data::Split& own : folds_of(rows, options)) splits.push_back(on_table(rows, own));
    return splits;
  }
  /// The most folds that these rows can be dealt out into; 0 where they stay in an order.
  std::int64_t most_folds(const Rows& rows) const {
    if (kind_ == SplitKind::kTime) return 0;
    if (kind_ == SplitKind::kRandom) return static_cast<std::int64_t>(rows.size());
    std::unordered_map<std::int64_t, std::int64_t> count;
    const bool by_group = kind_ == SplitKind::kGroup;
    for (const std::int64_t each : by_group ? groups_in(column(), rows) : labels_in(rows))
      ++count[each];
    if (by_group) return static_cast<std::int64_t>(count.size());
    std::int64_t dealt = 0;  // the row of a class that has only one is in no fold
    for (const auto& [label, own] : count) dealt += own > 1 ? own : 0;
    return dealt;
  }

 private:
  data::Split parts_of(const Rows& rows, const data::SplitOptions& options) const {
    switch (kind_) {
      case SplitKind::kGroup:
        return data::split_group(groups_in(column(), rows), options);
      case SplitKind::kTime:
        return data::split_time(times_in(column(), rows), options);
      case SplitKind::kStratified:
        return data::split_stratified(labels_in(rows), options);
      case SplitKind::kRandom:
      case SplitKind::kAuto:
        break;
    }
    return data::split_random(static_cast<std::int64_t>(rows.size()), options);
  }

  std::vector<data::Split> folds_of(const Rows& rows, const data::FoldOptions& options) const {
    switch (kind_) {
      case SplitKind::kGroup:
        return data::splits_of(data::folds_group(groups_in(column(), rows), options),
                               options.folds);
      case SplitKind::kTime:
        return data::splits_time(times_in(column(), rows), options.folds);
      case SplitKind::kStratified:
        return data::splits_of(data::folds_stratified(labels_in(rows), options), options.folds);
      case SplitKind::kRandom:
      case SplitKind::kAuto:
        break;
    }
    return data::splits_of(data::folds_random(static_cast<std::int64_t>(rows.size()), options),
                           options.folds);
  }

  const data::Column& column() const { return profiled_.table.column(flags_.split_column); }
  Rows labels_in(const Rows& rows) const {
    const Rows all = data::class_labels(*profiled_.target, profiled_.table);
    Rows labels;
    for (const std::int64_t row : rows) labels.push_back(all[static_cast<std::size_t>(row)]);
    return labels;
  }
  static data::Split on_table(const Rows& rows, data::Split parts) {
    for (Rows* part : {&parts.train, &parts.validation, &parts.test}) {
      for (std::int64_t& row : *part) row = rows[static_cast<std::size_t>(row)];
    }
    return parts;
  }

  const ProfiledTable& profiled_;
  const TableFlags& flags_;
  SplitKind kind_;
};

}  // namespace

SplitKind split_kind(const ProfiledTable& profiled, const TableFlags& flags) {
  const data::Target& target = *profiled.target;
  if (flags.split == SplitKind::kAuto)
    return target.is_classification() ? SplitKind::kStratified : SplitKind::kRandom;
  if (flags.split == SplitKind::kStratified && !target.is_classification()) {
    throw UsageError("--split: stratified is for classes, and " + in_quotes(target.name) +
                     " has numbers. Expected random, group:COLUMN or time:COLUMN, or --task "
                     "classification");
  }
  return flags.split;
}

std::string split_text(SplitKind kind, const TableFlags& flags) {
  switch (kind) {
    case SplitKind::kGroup:
      return "group:" + flags.split_column;
    case SplitKind::kTime:
      return "time:" + flags.split_column;
    case SplitKind::kStratified:
      return "stratified";
    case SplitKind::kRandom:
    case SplitKind::kAuto:
      break;
  }
  return "random";
}

data::Split split_rows(const ProfiledTable& profiled, const TableFlags& flags,
                       const Settings& settings) {
  return Dealer(profiled, flags)
      .split(profiled.rows, {.validation = settings.recipe.validation_split,
                             .test = settings.recipe.test_split,
                             .data_seed = settings.seed});
}

std::vector<data::Split> fold_splits(const ProfiledTable& profiled, const TableFlags& flags,
                                     const Settings& settings, std::int64_t folds) {
  const Dealer dealer(profiled, flags);
  std::vector<data::Split> splits =
      dealer.folds(profiled.rows, {.folds = folds, .data_seed = settings.seed});
  if (settings.recipe.validation_split == 0) return splits;
  for (data::Split& split : splits) {
    data::Split watched = dealer.split(
        split.train,
        {.validation = settings.recipe.validation_split, .test = 0, .data_seed = settings.seed});
    split.train = std::move(watched.train);
    split.validation = std::move(watched.validation);
  }
  return splits;
}

std::vector<data::Split> watched_folds(const ProfiledTable& profiled, const TableFlags& flags,
                                       const Rows& rows, double share, std::uint64_t seed) {
  const Dealer dealer(profiled, flags);
  const std::int64_t wanted = std::max<std::int64_t>(2, std::llround(1 / share));
  const std::int64_t folds = std::min(wanted, dealer.most_folds(rows));
  if (folds < 2) return {};
  std::vector<data::Split> splits = dealer.folds(rows, {.folds = folds, .data_seed = seed});
  for (data::Split& split : splits) split.validation = std::exchange(split.test, {});
  return splits;
}

}  // namespace occam::cli
