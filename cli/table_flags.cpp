#include "cli/table_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "cli/flag_group.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

/// A flag that may be repeated and lists columns.
void add_columns(FlagGroup& group, TableFlags& flags, const std::string& flag,
                 const std::string& help, std::vector<std::string>& columns) {
  group.texts(flag, "COLUMN,...", help,
              [&flags, &columns](const std::string& own, const std::vector<std::string>& texts) {
                flags.given.push_back(own);
                columns = texts;
              });
}

void parse_split(std::string_view flag, const std::string& text, TableFlags& flags) {
  const std::size_t colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  flags.split_column = colon == std::string::npos ? "" : text.substr(colon + 1);
  flags.split = parse_choice<SplitKind>(flag, kind,
                                        {{"random", SplitKind::kRandom},
                                         {"stratified", SplitKind::kStratified},
                                         {"group", SplitKind::kGroup},
                                         {"time", SplitKind::kTime}});
  const bool by_column = flags.split == SplitKind::kGroup || flags.split == SplitKind::kTime;
  if (by_column == flags.split_column.empty()) {
    refuse_value(flag, by_column ? kind + ":COLUMN" : kind + " alone, or group:COLUMN, time:COLUMN",
                 text);
  }
}

bool has_nameless(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0 && names[i] == "column" + std::to_string(i + 1)) return true;
  }
  return false;
}

void check_column(const char* flag, const std::string& name, const data::Table& table,
                  const std::vector<std::string>& names, std::vector<std::string>& faults) {
  if (table.has_column(name)) return;
  faults.push_back(fmt::format("{}: {}", flag, unknown("column", name, names)));
}

}  // namespace

void declare_table(FlagGroup group, TableFlags& flags) {
  const auto add = [&](const std::string& flag, const std::string& placeholder,
                       const std::string& help, auto action) {
    group.value(flag, placeholder, help,
                [&flags, action](const std::string& own, const std::string& text) {
                  flags.given.push_back(own);
                  action(own, text);
                });
  };
  add("--target", "COLUMN", "The column to predict",
      [&flags](const std::string&, const std::string& text) { flags.target = text; });
  add("--task", "NAME", "auto, classification or regression; auto tells it from the target [auto]",
      [&flags](const std::string& own, const std::string& text) {
        using data::Problem;
        flags.task = parse_choice<Problem>(own, text,
                                           {{"auto", Problem::kAuto},
                                            {"classification", Problem::kClassification},
                                            {"regression", Problem::kRegression}});
      });
  add_columns(group, flags, "--drop", "Columns to leave out", flags.drop);
  add_columns(group, flags, "--keep",
              "Columns to use that would be left out as identifiers, duplicates, constant or row "
              "numbers",
              flags.keep);
  add("--missing", "HOW",
      "Missing cells of numbers and dates: median, mean, zero (beside an indicator column), drop "
      "(the row), refuse. Texts: a category of their own [median]",
      [&flags](const std::string& own, const std::string& text) {
        using data::MissingPolicy;
        flags.missing = parse_choice<MissingPolicy>(own, text,
                                                    {{"refuse", MissingPolicy::kRefuse},
                                                     {"drop", MissingPolicy::kDrop},
                                                     {"mean", MissingPolicy::kMean},
                                                     {"median", MissingPolicy::kMedian},
                                                     {"zero", MissingPolicy::kZero}});
      });
  add("--missing-target", "HOW", "Rows without a target: drop or refuse; never filled [drop]",
      [&flags](const std::string& own, const std::string& text) {
        using data::MissingTarget;
        flags.missing_target = parse_choice<MissingTarget>(
            own, text, {{"drop", MissingTarget::kDrop}, {"refuse", MissingTarget::kRefuse}});
      });
  group.toggle("--no-indicators", "No 0/1 column beside numbers that have missing cells", [&flags] {
    flags.given.emplace_back("--no-indicators");
    flags.indicators = false;
  });
  add("--max-categories", "N",
      "Texts of a column that get a feature of their own, the most frequent; the others share one "
      "[" +
          std::to_string(data::kUsualCategories) + ", and further ones of 5 to 10 rows and more]",
      [&flags](const std::string& own, const std::string& text) {
        flags.max_categories = parse_integer(own, text, 1, 1'000'000);
      });
  add("--split", "HOW",
      "random; stratified (classes in proportion); group:COLUMN (rows of a group stay together); "
      "time:COLUMN (the latest rows test) [classes: stratified, else random]",
      [&flags](const std::string& own, const std::string& text) { parse_split(own, text, flags); });
  declare_reading(group, flags.reading);
}

std::vector<std::string> columns_in(const std::vector<std::string>& texts,
                                    const data::Table& table) {
  std::vector<std::string> columns;
  for (const std::string& text : texts) {
    const std::vector<std::string> names =
        table.has_column(text) ? std::vector<std::string>{text} : split_list(text);
    for (const std::string& name : names) {
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
    }
  }
  return columns;
}

std::string column_names(const data::Table& table) {
  constexpr std::size_t kMost = 40;
  std::vector<std::string> names;
  for (const data::Column& column : table.columns()) {
    if (names.size() > kMost) break;
    names.push_back(cleaned(column.name()));
  }
  return join(names, kMost);
}

void check_columns(const TableFlags& flags, const data::Table& table) {
  std::vector<std::string> names, faults;
  for (const data::Column& column : table.columns()) names.push_back(column.name());
  if (!flags.target.empty()) check_column("--target", flags.target, table, names, faults);
  const std::vector<std::string> keep = columns_in(flags.keep, table);
  const std::unordered_set<std::string> kept(keep.begin(), keep.end());
  for (const std::string& name : columns_in(flags.drop, table)) {
    check_column("--drop", name, table, names, faults);
    if (name == flags.target) {
      faults.push_back("--drop: " + in_quotes(name) + " is the target. Expected other columns");
    }
    if (kept.contains(name)) {
      faults.push_back("--drop and --keep: both name " + in_quotes(name) +
                       ". Expected one of them");
    }
  }
  for (const std::string& name : keep) {
    check_column("--keep", name, table, names, faults);
    if (name == flags.target) {
      faults.push_back("--keep: " + in_quotes(name) + " is the target. Expected other columns");
    }
  }
  for (const std::string& name : flags.reading.options.text_columns) {
    check_column("--text-columns", name, table, names, faults);
  }
  if (!flags.split_column.empty()) {
    check_column("--split", flags.split_column, table, names, faults);
    if (flags.split_column == flags.target) {
      faults.push_back("--split: " + in_quotes(flags.target) +
                       " is the target. Expected another column");
    }
  }
  if (faults.empty()) return;
  constexpr std::size_t kMostFaults = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(faults.size(), kMostFaults); ++i) {
    if (faults[i].ends_with('.')) faults[i].pop_back();
    text += (i > 0 ? "; " : "") + faults[i];
  }
  if (faults.size() > kMostFaults)
    text += fmt::format("; and {} more", faults.size() - kMostFaults);
  std::string hint;
  if (names.size() == 1) {
    hint = " (is the --separator another?)";
  } else if (table.reading().header && has_nameless(names)) {
    hint = " (is the first row a title, above that of the names?)";
  } else if (table.reading().names_as_data) {
    hint = " (--header absent makes the first row data, which looks like their names)";
  } else if (table.reading().header_reason == data::HeaderReason::kAllData) {
    hint = " (if the first row names them: --header present)";
  }
  if (!text.ends_with('.') && !text.ends_with('?')) text += '.';
  throw UsageError(fmt::format("{} The columns: {}{}", text, column_names(table), hint));
}

}  // namespace occam::cli
