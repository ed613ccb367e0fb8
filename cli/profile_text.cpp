#include "cli/profile_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/aligned.h"
#include "cli/arguments.h"
#include "cli/read_notes.h"
#include "occam/base/quoted.h"
#include "occam/base/text_columns.h"

namespace occam::cli {
namespace {

using data::ColumnKind;
using data::ColumnProfile;
using data::ColumnRole;

std::string_view name_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kNumber:
      return "number";
    case ColumnKind::kText:
      return "text";
    case ColumnKind::kDate:
      break;
  }
  return "date";
}

/// Of the JSON object.
std::string_view name_of(ColumnRole role) {
  switch (role) {
    case ColumnRole::kFeature:
      return "feature";
    case ColumnRole::kTarget:
      return "target";
    case ColumnRole::kDropped:
      return "dropped";
    case ColumnRole::kSplit:
      return "split";
    case ColumnRole::kEmpty:
      return "empty";
    case ColumnRole::kConstant:
      return "constant";
    case ColumnRole::kDuplicate:
      return "duplicate";
    case ColumnRole::kRowNumbers:
      return "row_numbers";
    case ColumnRole::kIdentifier:
      break;
  }
  return "identifier";
}

std::string filling(data::MissingPolicy missing) {
  switch (missing) {
    case data::MissingPolicy::kMean:
      return "the mean";
    case data::MissingPolicy::kZero:
      return "0";
    case data::MissingPolicy::kMedian:
    case data::MissingPolicy::kDrop:
    case data::MissingPolicy::kRefuse:
      break;
  }
  return "the median";
}

bool fills(data::MissingPolicy missing) {
  return missing != data::MissingPolicy::kDrop && missing != data::MissingPolicy::kRefuse;
}

std::string texts_become(const ColumnProfile& column, const TableFlags& flags) {
  const bool gaps = column.missing > 0 && fills(flags.missing);
  std::string text;
  const std::int64_t most = flags.max_categories.value_or(data::kUsualCategories);
  if (column.distinct <= std::min(most, data::kFewCategories)) {
    text = fmt::format("one-hot of {}", column.distinct);
  } else if (column.distinct > most && !flags.max_categories) {
    text = fmt::format("one-hot of {} and of frequent ones, rare ones together", most);
  } else {
    text =
        fmt::format("one-hot of at most {}, rare ones together", std::min(column.distinct, most));
  }
  return gaps ? text + ", one for missing" : text;
}

std::string target_becomes(const ProfiledTable& profiled) {
  if (!profiled.target) return "cannot be one";
  if (!profiled.target->is_classification()) return "regression (--task says otherwise)";
  const auto classes = fmt::format("{} classes", profiled.target->classes.size());
  return profiled.target->class_values.empty() ? classes : classes + " (--task says otherwise)";
}

std::string becomes(const ColumnProfile& column, const ProfiledTable& profiled,
                    const TableFlags& flags) {
  const auto unless_kept = [](const std::string& why) { return why + " (--keep uses it)"; };
  switch (column.role) {
    case ColumnRole::kTarget:
      return target_becomes(profiled);
    case ColumnRole::kDropped:
      return "--drop";
    case ColumnRole::kSplit:
      return unless_kept("groups of --split");
    case ColumnRole::kEmpty:
      return unless_kept("no value");
    case ColumnRole::kConstant:
      return unless_kept("the same in all rows");
    case ColumnRole::kDuplicate:
      return unless_kept("equal to " + in_quotes(column.same_as));
    case ColumnRole::kRowNumbers:
      return unless_kept("counts the rows");
    case ColumnRole::kIdentifier:
      return unless_kept("identifier, nearly all different");
    case ColumnRole::kFeature:
      break;
  }
  if (column.kind == ColumnKind::kText) return texts_become(column, flags);
  std::string text = "scaled";
  if (column.kind == ColumnKind::kDate) {
    const bool time = profiled.table.column(column.name).reading().dates.time;
    text = fmt::format("year, month, weekday,{} days; scaled", time ? " hour," : "");
  }
  if (column.missing + column.unusable > 0 && fills(flags.missing)) {
    text += ", missing: " + filling(flags.missing) + (flags.indicators ? " and an indicator" : "");
  }
  return text;
}

/// Columns in one line.
struct Line {
  const ColumnProfile* first = nullptr;
  const ColumnProfile* last = nullptr;
  std::int64_t columns = 1, missing = 0, least = 0, most = 0;
  bool at_least = false;
  std::string becomes;
};

Line line_of(const ColumnProfile& column, std::string becomes) {
  return {.first = &column,
          .last = &column,
          .missing = column.missing,
          .least = column.distinct,
          .most = column.distinct,
          .at_least = column.at_least,
          .becomes = std::move(becomes)};
}

bool are_like(const Line& a, const Line& b) {
  return a.first->role == b.first->role && a.first->kind == b.first->kind &&
         a.first->role != ColumnRole::kTarget;
}

void fold(std::vector<Line>& lines) {
  std::vector<Line> folded;
  for (Line& line : lines) {
    if (folded.empty() || !are_like(folded.back(), line)) {
      folded.push_back(std::move(line));
      continue;
    }
    Line& run = folded.back();
    run.last = line.last;
    ++run.columns;
    run.missing += line.missing;
    run.least = std::min(run.least, line.least);
    run.most = std::max(run.most, line.most);
    run.at_least = run.at_least || line.at_least;
    // The longer text says more: how missing cells are filled, or how many categories there are.
    if (line.becomes.size() > run.becomes.size()) run.becomes = std::move(line.becomes);
  }
  lines = std::move(folded);
}

std::vector<std::string> cells_of(const Line& line) {
  std::string name = cleaned(line.first->name);
  if (line.columns > 1) {
    name = fmt::format("{} ... {} ({} columns)", cut_to_columns(name, 15),
                       cut_to_columns(cleaned(line.last->name), 15), line.columns);
  }
  std::string distinct = std::to_string(line.most) + (line.at_least ? "+" : "");
  if (line.least != line.most) distinct = std::to_string(line.least) + "-" + distinct;
  const ColumnRole role = line.first->role;
  const bool used = role == ColumnRole::kFeature || role == ColumnRole::kTarget;
  return {name,
          used ? std::string(name_of(role)) : "left out",
          std::string(name_of(line.first->kind)),
          std::to_string(line.missing),
          distinct,
          cut_to_columns(cleaned(line.first->example), 16),
          line.becomes};
}

}  // namespace

std::vector<std::string> column_lines(const ProfiledTable& profiled, const TableFlags& flags,
                                      std::size_t most) {
  std::vector<Line> lines;
  for (const ColumnProfile& column : profiled.profile.columns) {
    lines.push_back(line_of(column, becomes(column, profiled, flags)));
  }
  if (lines.size() > most) fold(lines);
  std::int64_t untold = 0;
  if (lines.size() > most) {
    for (std::size_t i = most - 1; i < lines.size(); ++i) untold += lines[i].columns;
    lines.resize(most - 1);
  }
  std::vector<std::vector<std::string>> cells = {
      {"column", "role", "type", "missing", "distinct", "example", "becomes"}};
  for (const Line& line : lines) cells.push_back(cells_of(line));
  std::vector<std::string> texts = aligned(cells, {3, 4});
  if (untold > 0)
    texts.push_back(fmt::format("... and {} more columns (--json lists all)", untold));
  return texts;
}

void add_profile(nlohmann::ordered_json& json, const ProfiledTable& profiled,
                 const TableFlags& flags) {
  nlohmann::ordered_json& columns = json["columns"] = nlohmann::ordered_json::array();
  const auto row_or_null = [](std::int64_t row) {
    return row < 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(row + 1);
  };
  for (std::size_t c = 0; c < profiled.profile.columns.size(); ++c) {
    const ColumnProfile& column = profiled.profile.columns[c];
    nlohmann::ordered_json& told = columns.emplace_back();
    told["name"] = column.name;
    told["role"] = name_of(column.role);
    told["type"] = name_of(column.kind);
    told["form"] = type_text(profiled.table.columns()[c]);
    told["missing"] = column.missing;
    told["first_missing_row"] = row_or_null(column.first_missing_row);
    told["unusable"] = column.unusable;
    told["distinct"] = column.distinct;
    told["example"] = column.example;
    told["becomes"] = becomes(column, profiled, flags);
  }
  json["notes"] = profile_notes(profiled, flags);
}

}  // namespace occam::cli
