#include "occam/data/csv_sample.h"

#include <algorithm>
#include <map>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/date_text.h"
#include "occam/data/number_text.h"
#include "occam/data/written_number.h"

namespace occam::data {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostCells = 20'000;  ///< whose looks are asked for

bool is_blank(char c, char separator) { return (c == ' ' || c == '\t') && c != separator; }

std::string_view trimmed(std::string_view cell, char separator) {
  while (!cell.empty() && is_blank(cell.front(), separator)) cell.remove_prefix(1);
  while (!cell.empty() && is_blank(cell.back(), separator)) cell.remove_suffix(1);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
  }
  return without_formula(cell);
}

struct Candidate {
  char separator = ',';
  bool consistent = false;  ///< all rows have the same number of cells, at least two
  double values = 0.0;      ///< share of cells below the first row that are no texts
  bool column_of_values = false;
  std::size_t usual_rows = 0;      ///< rows of the most frequent number of cells
  std::size_t first_cells = 0;     ///< of the first row
  bool header_lacks_name = false;  ///< all other rows have one cell more, as R writes them
};

Candidate examine(std::string_view text, char separator, bool whole, const MissingTexts& missing) {
  const CsvSample sample = cut_sample(text, separator, whole);
  Candidate candidate{.separator = separator};
  if (sample.empty()) return candidate;
  candidate.first_cells = sample[0].size();
  std::map<std::size_t, std::size_t> rows_of;
  for (const auto& row : sample) ++rows_of[row.size()];
  for (const auto& [cells, rows] : rows_of) {
    if (cells > 1) candidate.usual_rows = std::max(candidate.usual_rows, rows);
  }
  candidate.header_lacks_name = rows_of.size() == 2 &&
                                rows_of.contains(candidate.first_cells + 1) &&
                                rows_of[candidate.first_cells] == 1 && candidate.first_cells > 1;
  candidate.consistent = rows_of.size() == 1 && candidate.first_cells > 1;
  if (!candidate.consistent) return candidate;
  std::size_t cells = 0, values = 0;
  std::vector<bool> only_values(candidate.first_cells, sample.size() > 1);
  for (std::size_t row = sample.size() > 1 ? 1 : 0; row < sample.size(); ++row) {
    for (std::size_t i = 0; i < sample[row].size() && cells < kMostCells; ++i) {
      const bool value = look_of(sample[row][i], missing) != CellLook::kText;
      values += value ? 1 : 0;
      only_values[i] = only_values[i] && value;
      ++cells;
    }
  }
  candidate.values =
      static_cast<double>(values) / static_cast<double>(std::max<std::size_t>(cells, 1));
  candidate.column_of_values =
      std::find(only_values.begin(), only_values.end(), true) != only_values.end();
  return candidate;
}

/// Numbers alone, one a line, which may have decimal commas: no separator at all.
bool is_one_column(std::string_view text, bool whole) {
  const CsvSample sample = cut_sample(text, '\n', whole);
  std::size_t numbers = 0;
  for (std::size_t row = 1; row < sample.size(); ++row) {
    numbers += parse_number_text(sample[row][0]).has_value() ? 1 : 0;
  }
  return sample.size() > 1 && numbers + 1 == sample.size() &&
         sample[0][0].find_first_of(",;\t|") == std::string_view::npos;
}

bool is_year(std::string_view cell) {
  cell = without_blanks(cell);
  return cell.size() == 4 && std::all_of(cell.begin(), cell.end(), is_digit) && cell >= "1500" &&
         cell <= "2200";
}

/// 0,1,2,... or 1,2,3,...
bool counts(const std::vector<std::string_view>& row) {
  for (const std::size_t start : {0, 1}) {
    bool all = row.size() > 2;
    for (std::size_t i = 0; i < row.size() && all; ++i) all = row[i] == std::to_string(i + start);
    if (all) return true;
  }
  return false;
}

/// 1929, 1930, 1931, ... among texts: three years at least, in steps of one length.
bool are_successive_years(const std::vector<std::string_view>& row) {
  std::vector<int> years;
  for (const std::string_view cell : row) {
    if (is_year(cell)) years.push_back(std::stoi(std::string(without_blanks(cell))));
  }
  if (years.size() < 3 || years.size() == row.size()) return false;
  for (std::size_t i = 1; i < years.size(); ++i) {
    if (years[i] <= years[i - 1] || years[i] - years[i - 1] != years[1] - years[0]) return false;
  }
  return true;
}

/// What stands below the first row in a column.
struct Below {
  bool numbers = true, dates = true;  ///< nothing else (but missing cells)
  bool some = false;
  bool some_fraction = false, some_year = false;
};

Below below(const CsvSample& sample, std::size_t column, const MissingTexts& missing) {
  Below seen;
  for (std::size_t row = 1; row < sample.size(); ++row) {
    if (column >= sample[row].size()) continue;
    const std::string_view cell = sample[row][column];
    const CellLook look = look_of(cell, missing);
    if (look == CellLook::kMissing) continue;
    seen.some = true;
    seen.numbers = seen.numbers && look == CellLook::kNumber;
    seen.dates = seen.dates && look == CellLook::kDate;
    seen.some_fraction = seen.some_fraction || cell.find_first_of(".,-") != cell.npos;
    seen.some_year = seen.some_year || is_year(cell);
  }
  seen.numbers = seen.numbers && seen.some;
  seen.dates = seen.dates && seen.some;
  return seen;
}

}  // namespace

CellLook look_of(std::string_view cell, const MissingTexts& missing) {
  if (missing.everywhere(cell)) return CellLook::kMissing;
  if (parse_plain_number(cell).kind != NumberKind::kNone) return CellLook::kNumber;
  if (missing.among_numbers(cell)) return CellLook::kMissing;
  if (parse_number_text(cell) || parse_written_number(cell)) return CellLook::kNumber;
  return parse_date_text(cell) ? CellLook::kDate : CellLook::kText;
}

CsvSample cut_sample(std::string_view text, char separator, bool whole) {
  CsvSample sample;
  std::vector<std::string_view> row;
  std::size_t begin = 0;
  bool quoted = false, started = false;  // of the cell
  const auto end_cell = [&](std::size_t end) {
    const std::string_view cell = text.substr(begin, end - begin);
    // Several spaces in a row are one.
    if (separator != ' ' || !trimmed(cell, '\0').empty()) row.push_back(trimmed(cell, separator));
    begin = end + 1;
    started = quoted = false;
  };
  const auto end_row = [&](std::size_t end) {
    end_cell(end);
    const bool blank = row.empty() || (row.size() == 1 && row[0].empty());
    if (!blank) sample.push_back(row);
    row.clear();
  };
  for (std::size_t i = 0; i < text.size() && sample.size() < kMostRows; ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"' && !started) {
      quoted = started = true;
    } else if (c == '\n' || c == '\r') {
      end_row(i);
    } else if (c == separator || (separator == ' ' && c == '\t')) {
      end_cell(i);
    } else if (!is_blank(c, separator)) {
      started = true;
    }
  }
  if (whole && begin < text.size() && sample.size() < kMostRows) end_row(text.size());
  return sample;
}

SeparatorGuess guess_separator(std::string_view text, bool whole, const MissingTexts& missing) {
  std::vector<Candidate> all;
  for (const char separator : {',', ';', '\t', '|', ' '}) {
    all.push_back(examine(text, separator, whole, missing));
  }
  const Candidate spaces = all.back();
  all.pop_back();
  const Candidate* best = nullptr;
  int consistent = 0;
  for (const Candidate& candidate : all) {
    if (!candidate.consistent) continue;
    ++consistent;
    if (best == nullptr || candidate.values > best->values) best = &candidate;
  }
  // Tabs among the spaces of a file that is aligned by both.
  if (best != nullptr && best->separator == '\t' && spaces.consistent &&
      spaces.first_cells > best->first_cells && spaces.values > best->values)
    return {' ', Origin::kGuess};
  if (best != nullptr) {
    return {best->separator, consistent > 1 ? Origin::kGuess : Origin::kPlain};
  }
  if (is_one_column(text, whole)) return {';', Origin::kPlain};
  if (spaces.consistent && spaces.column_of_values) return {' ', Origin::kGuess};
  // Refused, for what is wrong with it.
  if (spaces.header_lacks_name) return {' ', Origin::kGuess};
  for (const Candidate& candidate : all) {
    if (candidate.first_cells < 2) continue;
    if (best == nullptr || candidate.usual_rows > best->usual_rows) best = &candidate;
  }
  if (best == nullptr) return {};
  return {best->separator, best->separator == ',' ? Origin::kPlain : Origin::kGuess};
}

SeparatorLine separator_line(std::string_view text) {
  std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view line = text.substr(0, end);
  if (text.substr(end).starts_with('\r')) ++end;
  if (text.substr(end).starts_with('\n')) ++end;
  if (line.size() > 1 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  const bool named = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP=") ||
                                          line.starts_with("Sep="));
  const bool usable = named && static_cast<unsigned char>(line[4]) < 0x80 && line[4] != '"';
  return usable ? SeparatorLine{line[4], end} : SeparatorLine{};
}

HeaderGuess guess_header(const CsvSample& sample, const MissingTexts& missing) {
  if (sample.empty()) return {};
  const std::vector<std::string_view>& first = sample[0];
  std::size_t values = 0, unlike = 0, alike = 0, years = 0, years_below = 0;
  bool fraction_below = false, whole_above_fractions = true;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const CellLook look = look_of(first[i], missing);
    const Below seen = below(sample, i, missing);
    fraction_below = fraction_below || (seen.some && (!seen.numbers || seen.some_fraction));
    if (look == CellLook::kText) unlike += seen.numbers || seen.dates ? 1 : 0;
    if (look != CellLook::kNumber && look != CellLook::kDate) continue;
    ++values;
    const bool is_number = look == CellLook::kNumber;
    whole_above_fractions = whole_above_fractions && seen.numbers && seen.some_fraction &&
                            first[i].find_first_not_of("0123456789") == first[i].npos;
    (is_number ? seen.dates : seen.numbers) ? ++unlike : ++alike;
    if (is_year(first[i])) {
      ++years;
      years_below += seen.some && (seen.some_year || !seen.numbers) ? 1 : 0;
    }
  }
  if (values == 0) return {true, HeaderReason::kNoNumber, unlike > 0};
  if (sample.size() == 1) return {false, HeaderReason::kAllData};
  if (unlike > 0 && (unlike >= alike || whole_above_fractions))
    return {true, HeaderReason::kTextAbove};
  if (years == values && (years_below == 0 || are_successive_years(first)))
    return {true, HeaderReason::kYears};
  if (counts(first) && fraction_below) return {true, HeaderReason::kCounting};
  return {false, HeaderReason::kAllData};
}

}  // namespace occam::data
