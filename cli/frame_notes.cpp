#include "cli/frame_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "cli/arguments.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

std::string plural(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// "line 5", of several files with the file.
std::string place_of(const data::FileReading& file, const data::SkippedLines& lines) {
  const std::string line = fmt::format("line {}", lines.first_line);
  if (file.paths.size() < 2) return line;
  return fmt::format("{} of {}", line, in_quotes(file.paths[lines.file]));
}

void add_renamed(const data::FileReading& file, std::vector<std::string>& notes) {
  constexpr std::size_t kMost = 5;
  std::string renamed;
  for (std::size_t i = 0; i < std::min(kMost, file.renamed.size()); ++i) {
    renamed += fmt::format("{}{} as {}", i > 0 ? ", " : "", in_quotes(file.renamed[i].written),
                           in_quotes(file.renamed[i].name));
  }
  if (!renamed.empty()) {
    notes.push_back(fmt::format("a name of several columns is given a number: {}{}", renamed,
                                file.renamed.size() > kMost ? ", ..." : ""));
  }
}

/// Quotes and header rows.
void add_frame(const data::FileReading& file, std::vector<std::string>& notes) {
  switch (file.quotes) {
    case data::QuoteStyle::kUsual:
      break;
    case data::QuoteStyle::kSingle:
      notes.emplace_back("cells stand in single quotes, which are left out");
      break;
    case data::QuoteStyle::kLines:
      notes.emplace_back("each line stands in quotes as a whole, which are left out");
      break;
  }
  if (file.header_rows > 1) {
    notes.push_back(fmt::format(
        "{} rows name the columns, their cells joined; --all-rows takes the first alone",
        file.header_rows));
  }
}

/// Lines and columns without a cell in them, and the header once more.
void add_idle(const data::FileReading& file, std::vector<std::string>& notes) {
  if (file.repeated_header.count > 0) {
    notes.push_back(fmt::format("{} the header again, the first is {}: left out",
                                file.repeated_header.count == 1
                                    ? "1 line is"
                                    : fmt::format("{} lines are", file.repeated_header.count),
                                place_of(file, file.repeated_header)));
  }
  if (file.empty_rows.count > 0) {
    notes.push_back(
        fmt::format("{} at the end, from {}: left out",
                    plural(file.empty_rows.count, "row of empty cells", "rows of empty cells"),
                    place_of(file, file.empty_rows)));
  }
  if (file.empty_columns > 0) {
    notes.push_back(fmt::format(
        "{} at the end: left out",
        plural(file.empty_columns, "empty column without a name", "empty columns without a name")));
  }
}

}  // namespace

std::vector<std::string> frame_notes(const data::Table& table) {
  const data::FileReading& file = table.reading();
  std::vector<std::string> notes;
  if (file.nameless_first) {
    notes.push_back(
        fmt::format("the header has a cell less than the rows: their first column is called {}",
                    in_quotes(table.columns().front().name())));
  }
  constexpr std::string_view kOverrule = "--all-rows takes every row as data";
  if (file.preamble.count > 0) {
    notes.push_back(fmt::format("{} in front of the table, comments or titles: left out; {}",
                                plural(file.preamble.count, "line", "lines"), kOverrule));
  }
  if (file.descriptions.count > 0) {
    notes.push_back(
        fmt::format("{} below the header, from {}, with units or types of the "
                    "columns: left out; {}",
                    plural(file.descriptions.count, "line", "lines"),
                    place_of(file, file.descriptions), kOverrule));
  }
  if (file.between.count > 0) {
    notes.push_back(fmt::format("{} between the rows, from {}, comments or drawn: left out; {}",
                                plural(file.between.count, "line", "lines"),
                                place_of(file, file.between), kOverrule));
  }
  if (file.remarks.count > 0) {
    notes.push_back(fmt::format(
        "{} at the end, from {}, with few cells: "
        "left out as remarks; {}",
        plural(file.remarks.count, "line", "lines"), place_of(file, file.remarks), kOverrule));
  }
  if (file.short_rows.count > 0) {
    notes.push_back(
        fmt::format("{} without the last cells, which count as missing; the first is {}",
                    plural(file.short_rows.count, "row", "rows"), place_of(file, file.short_rows)));
  }
  if (file.total.count > 0) {
    const bool one = file.total.count == 1;
    notes.push_back(fmt::format(
        "the last {} ({}), {}: left out; {}",
        one ? "row, " + place_of(file, file.total)
            : fmt::format("{} rows, from {}", file.total.count, place_of(file, file.total)),
        in_quotes(file.total_text),
        file.total_is_short ? "is a total without its last cells"
                            : (one ? "adds up the others" : "add up the others"),
        kOverrule));
  }
  if (file.like_total.count > 0) {
    notes.push_back(
        fmt::format("the last row, {}, is called {} and counts as a row like all; "
                    "if it adds up the others, take it out of the file",
                    place_of(file, file.like_total), in_quotes(file.total_text)));
  }
  add_frame(file, notes);
  add_renamed(file, notes);
  add_idle(file, notes);
  return notes;
}

}  // namespace occam::cli
