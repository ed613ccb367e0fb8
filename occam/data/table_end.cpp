#include "occam/data/table_end.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "occam/data/blanks.h"
#include "occam/data/csv_frame.h"

namespace occam::data {
namespace {

constexpr std::int64_t kLeastRows = 4;

constexpr auto kSums = std::to_array<std::string_view>(
    {"total", "totals", "grand total", "sum", "sums", "subtotal", "summe", "gesamt", "insgesamt",
     "gesamtsumme", "somme", "total general", "totale", "suma", "all rows", "overall"});
constexpr auto kMeans = std::to_array<std::string_view>(
    {"average", "averages", "mean", "means", "avg", "mittelwert", "durchschnitt"});

/// In lower case, without a colon behind it.
std::string word_of(std::string_view text) {
  text = without_blanks(text);
  if (text.ends_with(':')) text = without_blanks(text.substr(0, text.size() - 1));
  constexpr std::size_t kLongest = 20;
  std::string word(text.substr(0, kLongest));
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return word;
}

bool is_sum(const std::string& word) {
  return std::find(kSums.begin(), kSums.end(), word) != kSums.end();
}
bool is_mean(const std::string& word) {
  return std::find(kMeans.begin(), kMeans.end(), word) != kMeans.end();
}

}  // namespace

bool names_total(std::string_view text) {
  const std::string word = word_of(text);
  return is_sum(word) || is_mean(word);
}

namespace {

/// The cell's text where it is one, also one that counts as missing among numbers; of no row above.
std::optional<std::string> text_of(const Column& column, std::int64_t row) {
  if (!column.is_text()) {
    for (const TextCount& stray : column.reading().strays) {
      if (stray.first_row == row && stray.cells == 1) return stray.text;
    }
    return std::nullopt;
  }
  const std::int32_t code = column.code(row);
  if (code < 0) return std::nullopt;
  for (std::int64_t other = 0; other < row; ++other) {
    if (column.code(other) == code) return std::nullopt;
  }
  return column.categories()[static_cast<std::size_t>(code)];
}

/// A text among numbers counts as missing, but is there.
bool is_empty(const Table& table, std::int64_t row) {
  if (text_of(table.columns().front(), row)) return false;
  return std::all_of(table.columns().begin(), table.columns().end(),
                     [&](const Column& column) { return column.is_missing(row); });
}

/// Whether the cells from the middle on are empty, so that what is there may be a remark.
bool has_few_cells(const Table& table, std::int64_t row) {
  const auto& columns = table.columns();
  std::size_t cells = columns.size();
  while (cells > 0 && columns[cells - 1].is_missing(row)) --cells;
  return may_be_remark(cells, columns.size());
}

bool has_colon(std::string_view text) { return text.find(':') != text.npos; }

/// Whether a text, which no row above has, is none of what the column else holds.
bool is_foreign(const Column& column, std::int64_t row, const std::string& text) {
  if (!column.is_text()) return true;
  const ColumnReading& reading = column.reading();
  const bool stray = std::any_of(reading.strays.begin(), reading.strays.end(),
                                 [&](const TextCount& each) { return each.text == text; });
  if (stray && text.find(' ') != text.npos) return true;
  if (!has_colon(text)) return false;
  for (std::int64_t other = 0; other < row; ++other) {
    const std::int32_t code = column.code(other);
    if (code >= 0 && has_colon(column.categories()[static_cast<std::size_t>(code)])) return false;
  }
  return true;
}

/// Whether a number is the sum, or mean, of the first `rows`; none where it says nothing.
std::optional<bool> is_total_of(const Column& column, std::int64_t rows, std::int64_t at,
                                bool mean) {
  const double total = column.number(at);
  if (std::isnan(total)) return std::nullopt;
  double sum = 0;
  std::int64_t count = 0;
  for (const double number : column.numbers().first(static_cast<std::size_t>(rows))) {
    if (std::isnan(number)) continue;
    sum += number;
    ++count;
  }
  if (count == 0 || (sum == 0 && total == 0)) return std::nullopt;
  const double expected = mean ? sum / static_cast<double>(count) : sum;
  constexpr double kRounding = 5e-4;
  return std::fabs(total - expected) <= kRounding * std::fabs(expected);
}

/// What a row is called, where that is a total.
std::optional<std::string> total_text(const Table& table, std::int64_t row) {
  std::optional<std::string> text;
  for (const Column& column : table.columns()) {
    if (column.is_text() && column.is_missing(row)) continue;
    text = text_of(column, row);
    if (text || !column.is_missing(row)) break;
  }
  return text && names_total(*text) ? text : std::nullopt;
}

/// Whether most numbers of a row called so are totals of the first `rows`.
bool adds_up(const Table& table, std::int64_t rows, std::int64_t at, const std::string& text) {
  std::int64_t columns = 0, totals = 0;
  for (const Column& column : table.columns()) {
    if (column.kind() != ColumnKind::kNumber) continue;
    const auto total = is_total_of(column, rows, at, is_mean(word_of(text)));
    if (!total) continue;
    ++columns;
    totals += *total ? 1 : 0;
  }
  return totals > 0 && 2 * totals >= columns;
}

}  // namespace

std::int64_t remark_rows(const Table& table) {
  if (table.columns().empty()) return 0;
  const Column& first = table.columns().front();
  const auto most = static_cast<std::int64_t>(kMostRemarks);
  std::int64_t begin = table.rows();
  for (std::int64_t row = table.rows() - 1; row >= kLeastRows; --row) {
    if (is_empty(table, row)) continue;
    if (!has_few_cells(table, row)) break;
    const auto text = text_of(first, row);
    if (!text) break;
    if (is_foreign(first, row, *text)) begin = row;
    if (table.rows() - row > most) return 0;
  }
  while (begin < table.rows() && is_empty(table, begin - 1)) --begin;
  return table.rows() - begin;
}

std::optional<TotalRow> total_row(const Table& table, std::int64_t rows) {
  constexpr std::int64_t kMostTotals = 3;
  std::vector<std::string> called;  // from the end
  while (std::ssize(called) < kMostTotals && rows - std::ssize(called) >= kLeastRows) {
    const auto text = total_text(table, rows - 1 - std::ssize(called));
    if (!text) break;
    called.push_back(*text);
  }
  if (called.empty()) return std::nullopt;
  for (std::int64_t count = std::ssize(called); count > 0; --count) {
    bool sure = true;
    for (std::int64_t i = 0; i < count; ++i)
      sure =
          sure && adds_up(table, rows - count, rows - 1 - i, called[static_cast<std::size_t>(i)]);
    if (sure) return TotalRow{called[static_cast<std::size_t>(count) - 1], true, count};
  }
  return TotalRow{.text = called.front()};
}

}  // namespace occam::data
