#include "cli/flag_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>

#include "cli/arguments.h"
#include "occam/base/quoted.h"
#include "occam/data/missing_texts.h"
#include "occam/data/number_text.h"

namespace occam::cli {
namespace {

using data::Column;
using data::ColumnKind;
using data::ColumnProfile;
using data::ColumnRole;

using Notes = std::vector<std::string>;

/// Of more texts than a reading lists nobody knows.
constexpr std::size_t kListed = 20;
constexpr std::size_t kMostNamed = 5;

/// A number is the same however it is written.
bool are_equal(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const data::ParsedNumber one = data::parse_plain_number(a), other = data::parse_plain_number(b);
  return one.kind == data::NumberKind::kNumber && other.kind == data::NumberKind::kNumber &&
         one.value == other.value;
}

bool may_hold(const std::vector<data::TextCount>& texts, std::string_view text) {
  return texts.size() >= kListed || std::any_of(texts.begin(), texts.end(), [&](const auto& each) {
           return are_equal(each.text, text);
         });
}

bool any_column(const data::Table& table, const std::function<bool(const Column&)>& holds) {
  return std::any_of(table.columns().begin(), table.columns().end(), holds);
}

/// A text that is said to be missing, or to be a value, and stands in no cell.
void note_missing_texts(const data::Table& table, const ReadFlags& flags, Notes& notes) {
  for (const std::string& text : flags.options.missing) {
    const bool found = any_column(
        table, [&](const Column& column) { return may_hold(column.reading().missing, text); });
    if (!found && !text.empty()) notes.push_back("--na: no cell is " + in_quotes(text));
  }
  const data::ReadOptions usual;
  const data::MissingTexts missing(usual);
  for (const std::string& text : flags.options.not_missing) {
    const auto holds = [&](const Column& column) {
      const auto& texts = column.categories();
      return std::binary_search(texts.begin(), texts.end(), text) ||
             may_hold(column.reading().strays, text);
    };
    if (text.empty()) {
      notes.emplace_back("--not-na: an empty cell is missing, whatever is asked for");
    } else if (!missing.everywhere(text) && !missing.among_numbers(text)) {
      notes.push_back("--not-na has no effect: " + in_quotes(text) + " is a value anyway");
    } else if (!any_column(table, holds)) {
      notes.push_back("--not-na: no cell is " + in_quotes(text));
    }
  }
}

void note_text_columns(const data::Table& table, const ReadFlags& flags, Notes& notes) {
  std::vector<std::string> texts;
  for (const std::string& name : flags.options.text_columns) {
    if (!table.has_column(name)) continue;
    const Column& column = table.column(name);
    if (column.is_text() && column.reading().reason == data::ColumnReason::kAllCells)
      texts.push_back(name);
  }
  if (texts.empty()) return;
  notes.push_back(fmt::format("--text-columns has no effect on {}: {} without it",
                              quoted_names(texts, kMostNamed),
                              texts.size() == 1 ? "a column of texts" : "columns of texts"));
}

void note_decimal(const data::Table& table, const ReadFlags& flags, Notes& notes) {
  if (!flags.options.decimal) return;
  const std::string sign(1, *flags.options.decimal);
  std::vector<std::string> spoilt;
  for (const Column& column : table.columns()) {
    if (column.reading().decimal_spoils) spoilt.push_back(column.name());
  }
  if (!spoilt.empty()) {
    notes.push_back(fmt::format("--decimal {} keeps {} from being {}, as without it all cells are",
                                sign, quoted_names(spoilt, kMostNamed),
                                spoilt.size() == 1 ? "numbers" : "columns of numbers"));
    return;
  }
  const auto has_commas = [](const Column& column) {
    return column.kind() == ColumnKind::kNumber && column.reading().numbers.decimal == ',';
  };
  if (sign == "," && !any_column(table, has_commas))
    notes.emplace_back("--decimal , has no effect: no number has a decimal comma");
}

std::string separator_name(char separator) {
  if (separator == '\t') return "tab";
  return separator == ' ' ? "space" : shell_word(std::string(1, separator));
}

void note_file(const data::Table& table, const ReadFlags& flags, Notes& notes) {
  const data::FileReading& file = table.reading();
  if (flags.options.separator) {
    const std::string own = separator_name(*flags.options.separator);
    if (file.better_separator) {
      notes.push_back(fmt::format("--separator {} stands in no row; --separator {} cuts them", own,
                                  separator_name(*file.better_separator)));
    } else if (file.separator_line && *file.separator_line != *flags.options.separator) {
      notes.push_back(fmt::format("--separator {} is taken, though the first line says {}", own,
                                  separator_name(*file.separator_line)));
    }
  }
  if (flags.options.all_rows && !file.rows_kept)
    notes.emplace_back("--all-rows has no effect: no row would be left out without it");
  if (file.names_as_data && is_among(flags.given, "--header")) {
    notes.emplace_back(
        "--header absent makes the first row data, though its texts above numbers look like the "
        "columns' names");
  }
  if (file.utf8_as_latin1) {
    notes.emplace_back(
        "--encoding latin1 makes two letters or more of one, as the text is UTF-8; --encoding utf8 "
        "reads it");
  }
}

struct MissingCells {
  std::int64_t scaled = 0;  ///< of numbers and dates
  std::int64_t texts = 0;
};

MissingCells missing_cells(const data::TableProfile& profile) {
  MissingCells cells;
  for (const ColumnProfile& column : profile.columns) {
    if (column.role != ColumnRole::kFeature) continue;
    (column.kind == ColumnKind::kText ? cells.texts : cells.scaled) +=
        column.missing + column.unusable;
  }
  return cells;
}

/// The usual policy only says what would be anyway, and a refusal has done its work.
void note_missing_policy(const ProfiledTable& profiled, const TableFlags& flags, Notes& notes) {
  using data::MissingPolicy;
  const MissingCells missing = missing_cells(profiled.profile);
  const bool drops = flags.missing == MissingPolicy::kDrop;
  const bool fills = flags.missing == MissingPolicy::kMean || flags.missing == MissingPolicy::kZero;
  const std::string why = missing.scaled > 0 || (drops && missing.texts > 0) ? ""
                          : missing.texts > 0
                              ? "only texts are missing, which are a category of their own"
                              : "no column used has a missing cell";
  if ((drops || fills) && !why.empty()) notes.push_back("--missing has no effect: " + why);
  if (flags.indicators) return;
  if (!why.empty()) {
    notes.push_back("--no-indicators has no effect: " + why);
  } else if (drops || flags.missing == MissingPolicy::kRefuse) {
    notes.push_back(
        fmt::format("--no-indicators has no effect with --missing {}: no cell is filled",
                    drops ? "drop" : "refuse"));
  }
}

void note_categories(const ProfiledTable& profiled, const TableFlags& flags, Notes& notes) {
  if (!flags.max_categories || *flags.max_categories == data::kUsualCategories) return;
  std::int64_t most = 0;
  for (const ColumnProfile& column : profiled.profile.columns) {
    if (column.role == ColumnRole::kFeature && column.kind == ColumnKind::kText)
      most = std::max(most, column.distinct);
  }
  if (most > std::min(*flags.max_categories, data::kUsualCategories)) return;
  notes.push_back(most == 0 ? "--max-categories has no effect: no column used has texts"
                            : fmt::format("--max-categories has no effect: no column used has more "
                                          "than {} different texts",
                                          most));
}

void note_kept(const ProfiledTable& profiled, const TableFlags& flags, Notes& notes) {
  const std::vector<std::string> keep = columns_in(flags.keep, profiled.table);
  std::vector<std::string> used;
  for (const ColumnProfile& column : profiled.profile.columns) {
    if (column.role == ColumnRole::kFeature && !column.kept && is_among(keep, column.name))
      used.push_back(column.name);
  }
  if (used.empty()) return;
  notes.push_back(fmt::format("--keep has no effect on {}: {} used anyway",
                              quoted_names(used, kMostNamed),
                              used.size() == 1 ? "it is" : "they are"));
}

/// Groups of one row are no groups, and a time that stands still is no order.
void note_split(const ProfiledTable& profiled, const TableFlags& flags, Notes& notes) {
  if (flags.split_column.empty()) return;
  const auto& columns = profiled.profile.columns;
  const auto column = std::find_if(columns.begin(), columns.end(), [&](const auto& each) {
    return each.name == flags.split_column;
  });
  if (column == columns.end() || profiled.profile.rows == 0) return;
  const std::string name = in_quotes(column->name);
  if (flags.split == SplitKind::kGroup) {
    if (!column->at_least && column->distinct + column->missing == profiled.profile.rows &&
        column->missing <= 1) {
      notes.push_back("--split group keeps nothing together: each row has its own value in " +
                      name);
    }
  } else if (column->distinct <= 1) {
    notes.push_back("--split time orders nothing: " + name + " is the same in all rows");
  } else if (column->role == ColumnRole::kFeature) {
    notes.push_back(
        fmt::format("{} orders the rows and is a feature too, whose values in the test rows lie "
                    "beyond all of training; --drop {} leaves it out",
                    name, shell_word(column->name)));
  }
}

}  // namespace

Notes reading_flag_notes(const data::Table& table, const ReadFlags& flags) {
  Notes notes;
  if (flags.given.empty()) return notes;
  const data::FileFormat format = table.reading().format;
  if (format != data::FileFormat::kText) {
    std::vector<std::string> given;
    for (const std::string& flag : flags.given) {
      if (!is_among(given, flag)) given.push_back(flag);
    }
    notes.push_back(fmt::format("no effect on a file of {}: {}",
                                format == data::FileFormat::kNpy ? "NPY" : "libsvm", join(given)));
    return notes;
  }
  note_file(table, flags, notes);
  note_missing_texts(table, flags, notes);
  note_text_columns(table, flags, notes);
  note_decimal(table, flags, notes);
  return notes;
}

Notes table_flag_notes(const ProfiledTable& profiled, const TableFlags& flags) {
  Notes notes = reading_flag_notes(profiled.table, flags.reading);
  if (flags.target.empty()) {
    for (const char* flag : {"--task", "--missing-target"}) {
      if (is_among(flags.given, flag))
        notes.push_back(fmt::format("{} has no effect without --target", flag));
    }
  }
  note_missing_policy(profiled, flags, notes);
  note_categories(profiled, flags, notes);
  note_kept(profiled, flags, notes);
  note_split(profiled, flags, notes);
  return notes;
}

}  // namespace occam::cli
