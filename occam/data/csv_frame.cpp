#include "occam/data/csv_frame.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "occam/data/number_text.h"
#include "occam/data/unit_text.h"

namespace occam::data {
namespace {

constexpr std::size_t kMostTitles = 30;
using Row = std::vector<std::string_view>;

std::size_t filled(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](std::string_view cell) { return !cell.empty(); }));
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find_first_of("\r\n", begin), text.size()) - begin);
}

/// Behind the line and its end.
std::size_t next_line(std::string_view text, std::size_t begin) {
  std::size_t at = begin + line_at(text, begin).size();
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  return at;
}

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view without_spaces(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == line.npos ? std::string_view() : line.substr(begin);
}

CsvSample from(const CsvSample& sample, std::size_t row) {
  return {sample.begin() + static_cast<std::ptrdiff_t>(std::min(row, sample.size())), sample.end()};
}

bool has_value(const Row& row, const MissingTexts& missing) {
  return std::any_of(row.begin(), row.end(), [&](std::string_view cell) {
    const CellLook look = look_of(cell, missing);
    return look == CellLook::kNumber || look == CellLook::kDate;
  });
}

/// Whether the last comment, in front of `rest`, names the columns below it.
bool is_header(std::string_view comment, std::string_view rest, bool whole,
               const MissingTexts& missing) {
  std::size_t most = 0;
  char separator = ',';
  for (const char each : {',', ';', '\t', '|', ' '}) {
    const CsvSample sample = cut_sample(rest, each, whole);
    if (sample.empty() || sample[0].size() <= most) continue;
    most = sample[0].size();
    separator = each;
  }
  const CsvSample below = cut_sample(rest, separator, whole);
  const CsvSample own = cut_sample(comment, separator, true);
  if (below.empty() || own.empty() || own[0].size() != below[0].size()) return false;
  return has_value(below[0], missing) || !guess_header(below, missing).texts_above_values;
}

Preamble comments_of(std::string_view text, bool whole, const MissingTexts& missing) {
  std::size_t begin = 0, last_begin = 0;
  Preamble found, before_last;
  std::int64_t lines = 0;
  while (begin < text.size()) {
    const std::string_view line = line_at(text, begin);
    const std::string_view start = without_spaces(line);
    const bool comment = start.starts_with('#') || start.starts_with('%') ||
                         start.starts_with("//") || is_rule(line);
    if (!comment && !(is_blank_line(line) && found.lines > 0)) break;
    const std::size_t end = next_line(text, begin);
    if (end == text.size()) return {};  // nothing behind
    ++lines;
    if (comment) {
      before_last = found;
      last_begin = begin;
      found = {end, lines};
    }
    begin = end;
  }
  if (found.lines == 0) return found;
  const bool header =
      is_header(line_at(text, last_begin), text.substr(found.bytes), whole, missing);
  return header ? before_last : found;
}

/// Words, as no row of a table is that has more cells.
bool is_prose(const Row& row, const MissingTexts& missing) {
  const auto cell =
      std::find_if(row.begin(), row.end(), [](std::string_view each) { return !each.empty(); });
  return cell == row.end() || (filled(row) == 1 && cell->find(' ') != cell->npos &&
                               look_of(*cell, missing) == CellLook::kText);
}

std::optional<std::size_t> titles_in(const CsvSample& all, bool whole,
                                     const MissingTexts& missing) {
  std::size_t rows = all.size();
  while (whole && rows > 0 && filled(all[rows - 1]) <= 1) --rows;
  if (rows < 2) return std::nullopt;
  const std::size_t cells = all[rows - 1].size();
  if (cells < 3) return std::nullopt;
  std::size_t first = rows - 1;
  while (first > 0 && all[first - 1].size() == cells) --first;
  for (std::size_t i = 0; i < first; ++i) {
    if (filled(all[i]) > 1 && all[i].size() + 2 > cells) return std::nullopt;
  }
  while (first + 2 < rows && filled(all[first]) <= 1) ++first;
  if (first == 0) return 0;
  const bool header = first + 2 <= rows && first <= kMostTitles && filled(all[first]) > 2 &&
                      guess_header(from(all, first), missing).header;
  if (header) return first;
  // Without a header below them they are told by what they say and how alike the rows are.
  constexpr std::size_t kAlike = 10;
  const bool prose = first <= kMostTitles && first + kAlike <= rows &&
                     std::all_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first),
                                 [&](const Row& row) { return is_prose(row, missing); });
  return prose ? std::optional(first) : std::nullopt;
}

/// The lines in front of a row of the text.
Preamble lines_above(std::string_view text, const Row& row) {
  const auto at = static_cast<std::size_t>(row[0].data() - text.data());
  const std::size_t end = at == 0 ? text.npos : text.find_last_of("\r\n", at - 1);
  Preamble found;
  if (end == text.npos) return found;
  found.bytes = end + 1;
  for (std::size_t line = 0; line < found.bytes; line = next_line(text, line)) ++found.lines;
  return found;
}

/// Titles under the separator that cuts what follows into the most cells.
Preamble titles_of(std::string_view text, std::optional<char> separator, bool whole,
                   const MissingTexts& missing) {
  std::size_t most = 0;
  Preamble found;
  for (const char each : {',', ';', '\t', '|'}) {
    if (separator && each != *separator) continue;
    const CsvSample sample = cut_sample(text, each, whole);
    const auto titles = titles_in(sample, whole, missing);
    if (!titles) continue;
    if (*titles == 0) return {};  // it cuts them all
    const Row& header = sample[*titles];
    if (header.size() <= most) continue;
    most = header.size();
    if (const Preamble above = lines_above(text, header); above.lines > 0) found = above;
  }
  return found;
}

bool is_among(const auto& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// A unit or type that everybody knows; others may be any word.
bool is_known_description(std::string_view text) {
  static constexpr auto kKnown = std::to_array<std::string_view>(
      {"kg",         "g",        "mg",      "ug",      "lb",    "lbs",         "oz",      "t",
       "m",          "cm",       "mm",      "km",      "nm",    "um",          "ft",      "in",
       "inch",       "inches",   "mi",      "miles",   "yd",    "s",           "sec",     "second",
       "seconds",    "ms",       "us",      "ns",      "min",   "minutes",     "h",       "hr",
       "hrs",        "hour",     "hours",   "d",       "day",   "days",        "month",   "months",
       "year",       "years",    "yr",      "yrs",     "Hz",    "kHz",         "MHz",     "GHz",
       "K",          "C",        "F",       "degC",    "degF",  "deg C",       "deg F",   "deg",
       "degrees",    "rad",      "m/s",     "km/h",    "mph",   "kph",         "m2",      "m^2",
       "m3",         "m^3",      "km2",     "ha",      "l",     "L",           "ml",      "mL",
       "Pa",         "hPa",      "kPa",     "MPa",     "bar",   "mbar",        "psi",     "W",
       "kW",         "MW",       "kWh",     "MWh",     "J",     "kJ",          "V",       "mV",
       "A",          "mA",       "N",       "kN",      "mol",   "ppm",         "ppb",     "count",
       "USD",        "EUR",      "int",     "integer", "float", "double",      "numeric", "number",
       "continuous", "discrete", "string",  "str",     "text",  "categorical", "factor",  "date",
       "datetime",   "time",     "boolean", "bool",    "c",     "int64",       "float64", "object",
       "\u00B0C",    "\u00B0F",  "%",       "$",       "#",     "\u00B0",      "Ohm",     "ohm",
       "W/m2",       "W/m^2"});
  return is_among(kKnown, text);
}

/// "(m/s)", "[kg]": the unit inside; empty where nothing is around it.
std::string_view in_brackets(std::string_view text) {
  constexpr std::string_view kOpening = "([{<", kClosing = ")]}>";
  if (text.size() < 3) return {};
  const std::size_t which = kOpening.find(text.front());
  return which != kOpening.npos && text.back() == kClosing[which] ? text.substr(1, text.size() - 2)
                                                                  : std::string_view();
}

bool is_description(std::string_view cell) {
  const std::string_view inside = in_brackets(cell);
  return is_known_description(cell) || is_known_description(inside) || is_unit_text(inside);
}

struct ColumnBelow {
  bool values = true, some = false;
  std::set<std::string_view> texts = {};
};

ColumnBelow column_below(const CsvSample& sample, std::size_t first, std::size_t column,
                         const MissingTexts& missing) {
  ColumnBelow below;
  for (std::size_t row = first; row < sample.size(); ++row) {
    if (column >= sample[row].size()) continue;
    const std::string_view cell = sample[row][column];
    const CellLook look = look_of(cell, missing);
    if (look == CellLook::kMissing) continue;
    below.some = true;
    below.values = below.values && look != CellLook::kText;
    below.texts.insert(cell);
  }
  below.values = below.values && below.some;
  return below;
}

/// "0 1", "benign malign": the values of the column.
bool lists_values(std::string_view cell, const ColumnBelow& below) {
  std::size_t words = 0, known = 0;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(' '), cell.size());
    if (end > 0) {
      ++words;
      known += below.texts.contains(cell.substr(0, end)) ? 1 : 0;
    }
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return words >= 2 && 2 * known >= words;
}

/// Of what Orange writes into its third line; other cells of it are empty.
bool is_role_row(const Row& row) {
  static constexpr auto kRoles = std::to_array<std::string_view>(
      {"class", "meta", "ignore", "i", "m", "weight", "w", "multiclass", "attribute", "cC"});
  return std::all_of(row.begin(), row.end(), [](std::string_view cell) {
    return cell.empty() || is_among(kRoles, cell) || cell.find('=') != cell.npos;
  });
}

/// Whether a row tells units or types of what stands in the rows from `first` on, by words that are
/// known, or names of as many as three columns of numbers.
bool describes(const CsvSample& sample, std::size_t place, std::size_t first, bool roles_below,
               const MissingTexts& missing) {
  constexpr std::size_t kManyColumns = 3;
  const Row& row = sample[place];
  std::size_t known = 0, said = 0, values = 0, above_values = 0;
  for (std::size_t c = 0; c < row.size(); ++c) {
    const CellLook look = look_of(row[c], missing);
    const bool value = look == CellLook::kNumber || look == CellLook::kDate;
    if (value && row[c].find(' ') == row[c].npos) return false;  // nearly all rows are such
    const ColumnBelow below = column_below(sample, first, c, missing);
    values += below.values ? 1 : 0;
    if (look == CellLook::kMissing) continue;
    const bool list = lists_values(row[c], below);
    if (value && !list) return false;
    if (below.texts.contains(row[c])) return false;
    if (!below.values && !roles_below) continue;  // a word above words
    ++said;
    above_values += below.values ? 1 : 0;
    known += list || is_description(row[c]) ? 1 : 0;
  }
  const bool by_words = known > 0 && 2 * known >= said;
  return by_words || (above_values >= kManyColumns && 2 * above_values >= values);
}

/// "X1", "Var12", "Unnamed: 3": letters alike and a number; its letters, empty for another name.
std::string_view letters_of_code(std::string_view name) {
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  constexpr std::size_t kLongest = 9;
  if (digits == 0 || digits == name.size() || digits > kLongest) return {};
  return name.substr(0, digits);
}

/// What Qualtrics writes below the questions: {"ImportId":"QID1"}.
bool is_import_row(const Row& row) {
  return std::all_of(row.begin(), row.end(), [](std::string_view cell) {
    return cell.starts_with("{\"ImportId\"") || cell.starts_with("{\"\"ImportId\"\"");
  });
}

}  // namespace

Preamble preamble_of(std::string_view text, std::optional<char> separator, bool whole,
                     const MissingTexts& missing) {
  Preamble preamble = comments_of(text, whole, missing);
  const Preamble titles = titles_of(text.substr(preamble.bytes), separator, whole, missing);
  preamble.bytes += titles.bytes;
  preamble.lines += titles.lines;
  return preamble;
}

Preamble codes_above_names(std::string_view text, const CsvSample& sample,
                           const MissingTexts& missing) {
  constexpr std::size_t kLeastRows = 5, kLeastCodes = 3;
  if (sample.size() < kLeastRows || sample[0].size() != sample[1].size()) return {};
  const Row &codes = sample[0], &names = sample[1];
  std::map<std::string_view, std::size_t> counted;
  for (const std::string_view code : codes) ++counted[letters_of_code(code)];
  counted.erase("");
  std::size_t most = 0;
  for (const auto& [letters, count] : counted) most = std::max(most, count);
  // Beside them a letter of its own, for the target, and a blank above the rows' numbers.
  if (most < kLeastCodes || most + 2 < codes.size()) return {};
  std::size_t units = 0, values = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (look_of(names[i], missing) != CellLook::kText) return {};
    const ColumnBelow below = column_below(sample, 2, i, missing);
    if (below.texts.contains(names[i])) return {};
    units += is_description(names[i]) ? 1 : 0;
    values += below.values ? 1 : 0;
  }
  const std::set<std::string_view> distinct(names.begin(), names.end());
  if (distinct.size() < names.size() || 2 * units >= names.size() || 2 * values < names.size())
    return {};
  return lines_above(text, names);
}

bool is_rule(std::string_view line) {
  const bool drawn = line.find("--") != line.npos || line.find("==") != line.npos;
  return drawn && line.size() > 2 && line.find_first_not_of("-=+|: \t") == line.npos;
}

bool is_no_row(std::span<const CsvCell> cells) {
  if (cells.size() == 1 && cells[0].text.starts_with('#')) return true;
  bool some = false;
  for (const CsvCell& cell : cells) {
    if (!cell.text.empty() && !is_rule(cell.text)) return false;
    some = some || !cell.text.empty();
  }
  return some;
}

bool lacks_first_name(const CsvSample& sample, const MissingTexts& missing) {
  constexpr std::size_t kLeastRows = 4;
  if (sample.size() < 1 + kLeastRows) return false;
  const auto is_text = [&](std::string_view cell) {
    return look_of(cell, missing) == CellLook::kText;
  };
  const Row& header = sample[0];
  if (header.empty() || !std::all_of(header.begin(), header.end(), is_text)) return false;
  std::set<std::string_view> names;
  bool texts = true, counting = true, last_filled = false;
  double before = 0;
  for (std::size_t i = 1; i < sample.size(); ++i) {
    if (sample[i].size() != header.size() + 1 || !names.insert(sample[i][0]).second) return false;
    texts = texts && is_text(sample[i][0]);
    const ParsedNumber number = parse_plain_number(sample[i][0]);
    counting = counting && number.whole && (i == 1 || number.value == before + 1);
    before = number.value;
    last_filled = last_filled || !sample[i].back().empty();
  }
  return (texts || counting) && last_filled;
}

std::size_t rows_of_header(const CsvSample& sample, const MissingTexts& missing) {
  constexpr std::size_t kLeastColumns = 3, kLeastRows = 4;
  if (sample.size() < kLeastRows || sample[0].size() < kLeastColumns) return 1;
  const Row &groups = sample[0], &names = sample[1];
  const std::size_t columns = groups.size();
  if (names.size() != columns || sample[2].size() != columns) return 1;
  const std::set<std::string_view> distinct(groups.begin(), groups.end());
  if (distinct.size() == columns || filled(groups) < 2) return 1;
  const bool index_row = names[0].empty() && filled(sample[2]) == 1 && !sample[2][0].empty();
  const std::size_t first = index_row ? 3 : 2;
  std::set<std::string> joined;
  std::string_view group;
  std::size_t described = 0, above_values = 0, values = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    if (!groups[i].empty()) group = groups[i];
    for (const std::string_view cell : {groups[i], names[i]}) {
      if (!cell.empty() && look_of(cell, missing) != CellLook::kText) return 1;
    }
    if (!joined.insert(std::string(group) + '\0' + std::string(names[i])).second) return 1;
    described += is_description(names[i]) ? 1 : 0;
    const ColumnBelow below = column_below(sample, first, i, missing);
    if (below.texts.contains(names[i])) return 1;
    values += below.values ? 1 : 0;
    above_values += below.values && !names[i].empty() ? 1 : 0;
  }
  if (2 * described >= filled(names) || above_values < 2 || 2 * values < columns) return 1;
  return first;
}

std::size_t description_rows(const CsvSample& sample, const MissingTexts& missing) {
  if (sample.size() < 3 || sample[1].size() != sample[0].size()) return 0;
  constexpr std::size_t kRows = 5;  // of values, for two such rows
  const bool two = sample.size() > 3 && sample[2].size() == sample[0].size();
  if (two && is_import_row(sample[2])) return 2;
  const bool roles = two && is_role_row(sample[2]);
  if (roles && describes(sample, 1, 3, filled(sample[2]) > 0, missing)) return 2;
  const bool both = two && sample.size() >= 3 + kRows && describes(sample, 2, 3, false, missing) &&
                    describes(sample, 1, 3, false, missing);
  if (both) return 2;
  return describes(sample, 1, 2, false, missing) ? 1 : 0;
}

}  // namespace occam::data
