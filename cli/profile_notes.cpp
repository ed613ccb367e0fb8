#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "cli/arguments.h"
#include "cli/flag_effects.h"
#include "cli/profile_text.h"
#include "cli/read_notes.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

using data::ColumnProfile;
using data::ColumnRole;
using data::Notice;
using data::NoticeKind;

std::string percent(double share) { return fmt::format("{:.4g} %", 100 * share); }

std::string number_text(double number) { return fmt::format("{:.15g}", number); }

std::string drop(const Notice& notice) {
  return "--drop " + shell_word(notice.columns[0]) + " leaves it out";
}

/// "'a' (3 cells, the first in row 2), 'b' (...)", at most five.
struct Cells {
  std::vector<std::string> columns;
  std::string last = {};  ///< of them, as the file calls it
  std::int64_t cells = 0;

  /// A text of several numbers that is missing is so in each of their columns, which are
  /// neighbours.
  void add(const ColumnProfile& column, std::int64_t count, std::int64_t first_row) {
    if (count == 0 || column.in_file == last) return;
    last = column.in_file;
    cells += count;
    columns.push_back(
        fmt::format("{} {}, the first in row {}", in_quotes(column.in_file), count, first_row + 1));
  }
  std::string text() const {
    constexpr std::size_t kMost = 5;
    return fmt::format("{} in {} column{}: {}", cells, columns.size(),
                       columns.size() == 1 ? "" : "s",
                       fmt::join(columns.begin(),
                                 columns.begin() +
                                     static_cast<std::ptrdiff_t>(std::min(kMost, columns.size())),
                                 "; ")) +
           (columns.size() > kMost ? "; ..." : "");
  }
};

void add_missing(const ProfiledTable& profiled, const TableFlags& flags,
                 std::vector<std::string>& notes) {
  Cells missing, unusable;
  bool in_texts = false, in_others = false;
  for (const ColumnProfile& column : profiled.profile.columns) {
    if (column.role == ColumnRole::kTarget) {
      const std::int64_t gone = column.missing + column.unusable;
      if (gone == 0) continue;
      const std::int64_t first =
          column.first_missing_row >= 0 ? column.first_missing_row : column.first_unusable_row;
      notes.push_back(
          fmt::format("{} of {} rows have no {}{}, the first is row {}: left out (--missing-target "
                      "refuse refuses them)",
                      gone, profiled.profile.rows, in_quotes(column.name),
                      column.unusable > 0 ? " that is finite in float32" : "", first + 1));
    }
    if (column.role != ColumnRole::kFeature) continue;
    missing.add(column, column.missing, column.first_missing_row);
    if (column.missing > 0) (column.kind == data::ColumnKind::kText ? in_texts : in_others) = true;
    unusable.add(column, column.unusable, column.first_unusable_row);
  }
  const char* const fate = flags.missing == data::MissingPolicy::kDrop ? "their rows are left out"
                           : flags.missing == data::MissingPolicy::kRefuse ? "refused"
                           : !in_texts ? "filled from the training rows"
                           : !in_others
                               ? "a category of their own"
                               : "numbers are filled from the training rows, texts are a category "
                                 "of their own";
  if (missing.cells > 0) {
    notes.push_back(
        fmt::format("missing cells: {}; {} (--missing refuse, drop, mean, median or zero)",
                    missing.text(), fate));
  }
  if (unusable.cells > 0) {
    notes.push_back("infinite numbers, or ones beyond float32, count as missing: " +
                    unusable.text());
  }
}

}  // namespace

std::string text_of(const Notice& notice, const ProfiledTable& profiled) {
  const auto column = [&](std::size_t i) { return in_quotes(notice.columns[i]); };
  switch (notice.kind) {
    case NoticeKind::kCountsRows:
      return fmt::format("{} counts the rows; if it is their number only, {}", column(0),
                         drop(notice));
    case NoticeKind::kLikeIdentifier:
      return fmt::format("{} looks like an identifier; if it is one, {}", column(0), drop(notice));
    case NoticeKind::kNearlyEqual:
      return fmt::format("{} is equal to {} in {} of the rows; {}", column(0), column(1),
                         percent(notice.share), drop(notice));
    case NoticeKind::kProportional:
      return fmt::format("{} is nearly a line of {} (correlation {:.6f}); {}", column(0), column(1),
                         notice.share, drop(notice));
    case NoticeKind::kOtherWords:
      return fmt::format("{} tells the same as {} in other values; {}", column(0), column(1),
                         drop(notice));
    case NoticeKind::kPredictsTarget: {
      const bool classes = profiled.target && profiled.target->is_classification();
      return fmt::format(
          "{} alone predicts the target ({}): is it known before the target is? {}", column(0),
          classes ? percent(notice.share) + " of the rows" : fmt::format("R2 {:.4f}", notice.share),
          drop(notice));
    }
    case NoticeKind::kImbalance:
      return fmt::format(
          "class {} has {} of the rows: an answer that is always so has that accuracy", column(0),
          percent(notice.share));
    case NoticeKind::kSingleRows: {
      std::vector<std::string> names;
      for (const std::string& name : notice.columns) names.push_back(in_quotes(name));
      return fmt::format("{} with one row ({}{}): in training only, never in the test",
                         notice.count == 1 ? "a class" : fmt::format("{} classes", notice.count),
                         fmt::join(names, ", "),
                         notice.count > static_cast<std::int64_t>(names.size()) ? ", ..." : "");
    }
    case NoticeKind::kFewRows:
      return fmt::format("only {} row{}: another --seed may well give other numbers", notice.count,
                         notice.count == 1 ? "" : "s");
    case NoticeKind::kEqualRows:
      return fmt::format(
          "{} of {} rows {} equal to an earlier one in all columns used, the first is row {}",
          notice.count, profiled.profile.rows, notice.count == 1 ? "is" : "are",
          notice.first_row + 1);
    case NoticeKind::kMostlyMissing:
      return fmt::format("{} is missing in {} of the rows; {}", column(0), percent(notice.share),
                         drop(notice));
    case NoticeKind::kMergedCells:
      return fmt::format(
          "{} has a text in {} rows, each once, and none in the rows between, as merged cells of a "
          "spreadsheet leave them: fill it down in the file (with pandas: ffill), or {}",
          column(0), notice.count, drop(notice));
    case NoticeKind::kMissingMark:
      return fmt::format(
          "{} is {} in {}, the first is row {}, and else {} to {}: if it stands for a missing "
          "value, --na {} says so",
          column(0), number_text(notice.value),
          notice.count == 1 ? "1 row" : fmt::format("{} rows", notice.count), notice.first_row + 1,
          number_text(notice.low), number_text(notice.high), number_text(notice.value));
  }
  return "";
}

std::vector<std::string> profile_notes(const ProfiledTable& profiled, const TableFlags& flags) {
  constexpr std::size_t kMostOfAKind = 5;
  std::vector<std::string> notes = reading_notes(profiled.table);
  add_missing(profiled, flags, notes);
  std::map<NoticeKind, std::vector<const Notice*>> of_kind;
  for (const Notice& notice : profiled.profile.notices) of_kind[notice.kind].push_back(&notice);
  for (const auto& [kind, notices] : of_kind) {
    const std::size_t told = std::min(kMostOfAKind, notices.size());
    for (std::size_t i = 0; i < told; ++i) notes.push_back(text_of(*notices[i], profiled));
    if (notices.size() == told) continue;
    std::vector<std::string> names;
    for (std::size_t i = told; i < std::min(2 * kMostOfAKind, notices.size()); ++i) {
      names.push_back(in_quotes(notices[i]->columns[0]));
    }
    notes.push_back(fmt::format("and so {} more: {}{}", notices.size() - told,
                                fmt::join(names, ", "),
                                notices.size() > 2 * kMostOfAKind ? ", ..." : ""));
  }
  std::ranges::move(table_flag_notes(profiled, flags), std::back_inserter(notes));
  return notes;
}

}  // namespace occam::cli
