#include "cli/read_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "cli/arguments.h"
#include "cli/frame_notes.h"
#include "occam/base/quoted.h"
#include "occam/data/unit_text.h"

namespace occam::cli {
namespace {

using data::Column;
using data::ColumnKind;
using data::ColumnReading;
using data::ColumnReason;
using data::TextCount;

std::string plural(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// "'N/A' (12 cells), '-' (1 cell) and 3 others".
std::string counted(const std::vector<TextCount>& texts, std::size_t most = 3) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) {
    list += (i > 0 ? ", " : "") + in_quotes(texts[i].text) + " (" +
            plural(texts[i].cells, "cell", "cells") + ")";
  }
  return texts.size() > most ? fmt::format("{} and {} others", list, texts.size() - most) : list;
}

/// "'cm' (90 cells, first in row 1), none (3 cells, first in row 7)".
std::string counted_units(const std::vector<TextCount>& units) {
  std::string list;
  for (const TextCount& unit : units) {
    list += fmt::format("{}{} ({}, first in row {})", list.empty() ? "" : ", ",
                        unit.text.empty() ? "none" : in_quotes(unit.text),
                        plural(unit.cells, "cell", "cells"), unit.first_row + 1);
  }
  return list;
}

/// "N/A,-" as the value of a flag.
std::string listed(const std::vector<TextCount>& texts, std::size_t most = 3) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) {
    list += (i > 0 ? "," : "") + texts[i].text;
  }
  return shell_word(list) + (texts.size() > most ? ",..." : "");
}

/// Whether all that is to be said of the column is said of an earlier one, from the same texts.
bool is_further_part(const Column& column) { return column.reading().part.place > 0; }

std::string separator_text(char separator) {
  if (separator == '\t') return "tabs";
  if (separator == ' ') return "spaces";
  return in_quotes(std::string(1, separator));
}

/// Columns of which one sentence holds: the names stand in front, the flag's value behind.
class FoldedNotes {
 public:
  /// "income: <text>" or "3 columns (a, b, c): <text>"; `flag`: "--text-columns" and what it does.
  void add(const Column& column, std::string text, std::string flag = "", std::string effect = "") {
    std::string key = text + flag;
    add_like(key, column, std::move(text), std::move(flag), std::move(effect));
  }
  /// The text of the first column stands for those with the same key: it has an example of it.
  void add_like(const std::string& key, const Column& column, std::string text, std::string flag,
                std::string effect) {
    const auto [entry, added] = place_of_.try_emplace(key, notes_.size());
    if (added) notes_.push_back({std::move(text), std::move(flag), std::move(effect), {}});
    notes_[entry->second].columns.push_back(data::name_in_file(column));
  }
  void append_to(std::vector<std::string>& out) const {
    for (const Note& note : notes_) out.push_back(sentence(note));
  }

 private:
  struct Note {
    std::string text, flag, effect;
    std::vector<std::string> columns;
  };

  static std::string sentence(const Note& note) {
    constexpr std::size_t kShown = 5;
    std::string names, value;
    for (std::size_t i = 0; i < std::min(kShown, note.columns.size()); ++i) {
      names += (i > 0 ? ", " : "") + cleaned(note.columns[i]);
      value += (i > 0 ? "," : "") + note.columns[i];
    }
    const bool more = note.columns.size() > kShown;
    if (more) names += ", ...";
    std::string line =
        note.columns.size() == 1
            ? fmt::format("column '{}': {}", names, note.text)
            : fmt::format("{} columns ({}): {}", note.columns.size(), names, note.text);
    if (!note.flag.empty()) {
      line += fmt::format("; {} {}{} {}", note.flag, shell_word(value), more ? ",..." : "",
                          note.effect);
    }
    return line;
  }

  std::vector<Note> notes_;
  std::unordered_map<std::string, std::size_t> place_of_;
};

std::string number_form_text(const data::NumberForm& form) {
  std::vector<std::string> parts;
  if (!form.currency.empty()) parts.push_back("money in " + cleaned(form.currency));
  if (form.percent) parts.emplace_back("percent");
  if (form.decimal == ',') parts.emplace_back("decimal comma");
  switch (form.grouping) {
    case data::Grouping::kNone:
      break;
    case data::Grouping::kComma:
      parts.emplace_back("commas between thousands");
      break;
    case data::Grouping::kPoint:
      parts.emplace_back("points between thousands");
      break;
    case data::Grouping::kSpace:
      parts.emplace_back("spaces between thousands");
      break;
    case data::Grouping::kApostrophe:
      parts.emplace_back("apostrophes between thousands");
      break;
  }
  if (form.parentheses) parts.emplace_back("parentheses for minus");
  if (form.unicode_minus) parts.emplace_back("a typeset minus");
  switch (form.writing) {
    case data::NumberWriting::kDecimal:
      break;
    case data::NumberWriting::kClock:
      parts.emplace_back("times of hours and minutes, in seconds");
      break;
    case data::NumberWriting::kMinutes:
      parts.emplace_back("times of minutes and seconds, in seconds");
      break;
    case data::NumberWriting::kHexadecimal:
      parts.emplace_back("hexadecimal");
      break;
    case data::NumberWriting::kUncertain:
      parts.emplace_back("without the uncertainty behind them");
      break;
    case data::NumberWriting::kDuration:
      parts.emplace_back("spans of time, in seconds");
      break;
    case data::NumberWriting::kMagnitude:
      parts.emplace_back("thousands, millions and the like by letters or words");
      break;
    case data::NumberWriting::kFeet:
      parts.emplace_back("feet and inches, in inches");
      break;
    case data::NumberWriting::kAngle:
      parts.emplace_back("angles, in degrees, south and west below 0");
      break;
    case data::NumberWriting::kRange:
      parts.emplace_back("ranges by their middle");
      break;
    case data::NumberWriting::kTruth:
      parts.emplace_back("true as 1, false as 0");
      break;
  }
  if (data::unit_key(form.unit) == "th") {
    parts.emplace_back("ordinal");
  } else if (const std::string_view most = data::full_marks(form.unit); !most.empty()) {
    parts.push_back("out of " + std::string(most));
  } else if (!form.unit.empty()) {
    parts.push_back("in " + cleaned(form.unit) + (form.multiples ? ", others converted" : ""));
  }
  if (form.ranges) parts.emplace_back("ranges by their middle");
  if (form.marks) parts.emplace_back("without the marks around them");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string date_form_text(const data::DateForm& form) {
  std::string text;
  switch (form.order) {
    case data::DateOrder::kYearMonthDay:
      text = "year-month-day";
      break;
    case data::DateOrder::kDayMonthYear:
      text = "day first";
      break;
    case data::DateOrder::kMonthDayYear:
      text = "month first";
      break;
    case data::DateOrder::kMonthName:
      text = "month by name";
      break;
    case data::DateOrder::kCompact:
      text = "year, month and day in eight digits";
      break;
    case data::DateOrder::kYearMonth:
      text = "year and month";
      break;
    case data::DateOrder::kMonthDay:
      text = "month and day without a year";
      break;
    case data::DateOrder::kYearPart:
      text = "year and quarter or week";
      break;
  }
  if (form.time) text += " with time";
  if (form.zone) text += ", in UTC";
  if (form.two_digits) text += ", years 69 to 99 of 1900";
  return text;
}

void add_form(const Column& column, FoldedNotes& notes) {
  const ColumnReading& reading = column.reading();
  const std::string example = reading.example.empty() ? "" : ", as " + in_quotes(reading.example);
  if (reading.part.parts > 0 && reading.part.kind == data::PartKind::kLabel) {
    notes.add(
        column,
        fmt::format("labels with {} between them{}, become {} of 0 and 1, as {}; empty cells "
                    "have none",
                    separator_text(reading.part.pattern.front()), example,
                    plural(reading.part.parts, "column", "columns"), in_quotes(column.name())),
        "--text-columns", "keeps the texts");
  } else if (reading.part.parts > 0) {
    notes.add_like(
        "parts" + reading.part.pattern, column,
        fmt::format("{} numbers in each text{}, become so many columns, '... (1)' and so on",
                    reading.part.parts, example),
        "--text-columns", "keeps the texts");
  }
  if (column.kind() == ColumnKind::kNumber && reading.numbers != data::NumberForm()) {
    const std::string bare = reading.without_unit == 0
                                 ? ""
                                 : fmt::format("; {} without the unit taken for it",
                                               plural(reading.without_unit, "cell", "cells"));
    const std::string form = "numbers (" + number_form_text(reading.numbers) + ")";
    notes.add_like(form + bare, column, form + example + bare, "--text-columns", "keeps the texts");
  }
  if (column.kind() == ColumnKind::kDate) {
    const bool doubt = reading.ambiguity == data::Ambiguity::kDateOrNumber;
    const std::string doubted = doubt ? ": every cell is one" : "";
    const std::string form = "dates (" + date_form_text(reading.dates) + ")";
    notes.add_like(form + doubted, column, form + example + doubted, "--text-columns",
                   "keeps the texts");
  }
}

void add_ambiguity(const Column& column, FoldedNotes& notes) {
  switch (column.reading().ambiguity) {
    case data::Ambiguity::kNone:
    case data::Ambiguity::kDateOrNumber:  // told with the form
      return;
    case data::Ambiguity::kDayOrMonthFirst:
      return notes.add(column,
                       "every date could be read with the day or the month first; taken: " +
                           date_form_text(column.reading().dates),
                       "--text-columns", "keeps the texts");
    case data::Ambiguity::kGroupingOrDecimal:
      return notes.add(column,
                       fmt::format("numbers as {} could have thousands or decimals; taken: {}. "
                                   "--decimal {} says otherwise",
                                   in_quotes(column.reading().example),
                                   number_form_text(column.reading().numbers).empty()
                                       ? "decimals"
                                       : number_form_text(column.reading().numbers),
                                   column.reading().numbers.decimal == ',' ? '.' : ','));
  }
}

void add_reason(const Column& column, FoldedNotes& notes) {
  const ColumnReading& reading = column.reading();
  const bool dates = column.kind() == ColumnKind::kDate;
  switch (reading.reason) {
    case ColumnReason::kAllCells:
    case ColumnReason::kAsked:
      return;
    case ColumnReason::kBeyondExact:
      return notes.add(column,
                       "whole numbers above 2^53 are kept as texts, so that they stay different");
    case ColumnReason::kFewStrays:
      return notes.add(
          column,
          fmt::format("{} among {}: {}, first in row {} (--na {} says so too)",
                      reading.stray_cells == 1
                          ? "1 other text counts as missing"
                          : fmt::format("{} other texts count as missing", reading.stray_cells),
                      dates ? "dates" : "numbers", counted(reading.strays),
                      reading.strays.empty() ? 0 : reading.strays.front().first_row + 1,
                      listed(reading.strays)),
          "--text-columns", "makes all cells texts");
    case ColumnReason::kSeveralUnits:
      return notes.add(column,
                       fmt::format("texts, as its numbers differ in the unit: {}; of one unit they "
                                   "would be numbers",
                                   counted_units(reading.strays)),
                       "--text-columns", "says that texts are meant");
    case ColumnReason::kFewValues:
    case ColumnReason::kMixed:
      return notes.add(
          column,
          fmt::format("texts, because of {} among numbers or dates: {}, first in row {}; --na {} "
                      "makes them missing and the column one of numbers",
                      plural(reading.stray_cells, "text", "texts"), counted(reading.strays),
                      reading.strays.empty() ? 0 : reading.strays.front().first_row + 1,
                      listed(reading.strays)),
          "--text-columns", "says that texts are meant");
  }
}

/// Texts that everybody takes for missing are no decision to be told.
bool is_told(const TextCount& missing) { return !missing.text.empty() && missing.text != "NA"; }

std::vector<TextCount> told_missing(const Column& column) {
  std::vector<TextCount> told;
  for (const TextCount& text : column.reading().missing) {
    if (is_told(text)) told.push_back(text);
  }
  return told;
}

/// Columns with the same texts for missing cells in one sentence, their cells counted together.
void add_missing(const data::Table& table, FoldedNotes& notes) {
  std::unordered_map<std::string, std::vector<TextCount>> all;
  const auto key_of = [](const std::vector<TextCount>& told) {
    std::string key;
    for (const TextCount& text : told) key += text.text + '\0';
    return key;
  };
  for (const Column& column : table.columns()) {
    if (is_further_part(column)) continue;
    const std::vector<TextCount> told = told_missing(column);
    const auto [entry, added] = all.try_emplace(key_of(told), told);
    for (std::size_t i = 0; i < told.size() && !added; ++i) entry->second[i].cells += told[i].cells;
  }
  for (const Column& column : table.columns()) {
    if (is_further_part(column)) continue;
    const std::vector<TextCount> told = told_missing(column);
    if (told.empty()) continue;
    notes.add(column, fmt::format("missing: {}; --not-na {} makes them values",
                                  counted(all.at(key_of(told))), listed(told)));
  }
}

void add_like_missing(const Column& column, FoldedNotes& notes) {
  const std::vector<TextCount>& alike = column.reading().like_missing;
  if (!alike.empty()) {
    notes.add(column, fmt::format("kept as texts: {}; --na {} makes them missing", counted(alike),
                                  listed(alike)));
  }
}

/// "'yes ' (3 cells) as 'Yes'".
std::string alike(const std::vector<data::LikeText>& texts, std::int64_t all,
                  std::string_view verb) {
  constexpr std::size_t kMost = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(kMost, texts.size()); ++i) {
    list +=
        fmt::format("{}{} ({}) {} {}", i > 0 ? ", " : "", in_quotes(texts[i].text.text),
                    plural(texts[i].text.cells, "cell", "cells"), verb, in_quotes(texts[i].other));
  }
  const auto told = static_cast<std::int64_t>(std::min(kMost, texts.size()));
  return all > told ? fmt::format("{} and {} others", list, all - told) : list;
}

void add_like_texts(const Column& column, FoldedNotes& notes) {
  const ColumnReading& reading = column.reading();
  if (!reading.joined.empty()) {
    notes.add(column,
              "texts that differ in blanks or letter case alone are one: " +
                  alike(reading.joined, reading.joined_texts, "as"),
              "--text-columns", "takes them as written");
  }
  if (!reading.apart.empty()) {
    notes.add(column, "single letters that differ in case alone stay apart: " +
                          alike(reading.apart, std::ssize(reading.apart), "and"));
  }
}

void add_leading_zeros(const Column& column, FoldedNotes& notes) {
  if (column.reading().leading_zeros == 0) return;
  notes.add(column, "numbers with leading zeros: codes, perhaps", "--text-columns",
            "keeps them as texts");
}

std::string header_note(const data::Table& table) {
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, table.columns().size()); ++i) {
    names += (i > 0 ? ", " : "") + cleaned(table.columns()[i].name());
  }
  if (table.columns().size() > 4) names += ", ...";
  const auto taken = [&](std::string_view why) {
    return fmt::format("the first row ({}) names the columns, as {}; --header absent makes it data",
                       names, why);
  };
  switch (table.reading().header_reason) {
    case data::HeaderReason::kOption:
    case data::HeaderReason::kNoNumber:
      return "";
    case data::HeaderReason::kAllData:
      return fmt::format(
          "the first row is data and the columns are called {}; --header present "
          "makes it their names",
          names);
    case data::HeaderReason::kYears:
      return taken("it holds years and the rows below do not");
    case data::HeaderReason::kCounting:
      return taken("it counts and the rows below do not");
    case data::HeaderReason::kTextAbove:
      return taken("texts stand above numbers");
  }
  return "";
}

void add_file_notes(const data::Table& table, std::vector<std::string>& notes) {
  const data::FileReading& file = table.reading();
  if (file.format != data::FileFormat::kText) return;
  if (file.separator_line) {
    notes.push_back(fmt::format("the first line says that cells are separated by {}; it is skipped",
                                separator_text(*file.separator_line)));
  } else if (file.separator_origin == data::Origin::kGuess) {
    notes.push_back(fmt::format("cells are separated by {}; --separator says otherwise",
                                separator_text(file.separator)));
  }
  if (file.encoding_origin == data::Origin::kGuess) {
    notes.emplace_back(
        "the text is no UTF-8 and is read as Latin-1 (Windows-1252); --encoding "
        "says otherwise");
  }
  if (const std::string note = header_note(table); !note.empty()) notes.push_back(note);
  std::ranges::move(frame_notes(table), std::back_inserter(notes));
}

}  // namespace

std::vector<std::string> reading_notes(const data::Table& table) {
  std::vector<std::string> result;
  add_file_notes(table, result);
  FoldedNotes notes;
  const auto add_all = [&](const auto& adders) {
    for (const auto add : adders) {
      for (const Column& column : table.columns()) {
        if (!is_further_part(column)) add(column, notes);
      }
    }
  };
  add_all(std::array{add_form, add_ambiguity, add_reason});
  add_missing(table, notes);
  add_all(std::array{add_like_missing, add_like_texts, add_leading_zeros});
  notes.append_to(result);
  return result;
}

std::string type_text(const Column& column) {
  switch (column.kind()) {
    case ColumnKind::kText:
      return "text";
    case ColumnKind::kDate:
      return "date (" + date_form_text(column.reading().dates) + ")";
    case ColumnKind::kNumber:
      break;
  }
  const data::PartOfText& part = column.reading().part;
  if (!part.column.empty() && part.kind == data::PartKind::kLabel)
    return "label of " + cleaned(part.column);
  const std::string form = number_form_text(column.reading().numbers);
  return form.empty() ? "number" : "number (" + form + ")";
}

}  // namespace occam::cli
