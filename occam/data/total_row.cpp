#include "occam/data/total_row.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "occam/data/blanks.h"

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

/// The cell's text where it is one, also one that counts as missing among numbers; of no other row.
std::optional<std::string> text_of(const Column& column, std::int64_t row) {
  if (!column.is_text()) {
    for (const TextCount& stray : column.reading().strays) {
      if (stray.first_row == row && stray.cells == 1) return stray.text;
    }
    return std::nullopt;
  }
  const std::int32_t code = column.code(row);
  for (std::int64_t other = 0; other < row; ++other) {
    if (column.code(other) == code) return std::nullopt;
  }
  return column.categories()[static_cast<std::size_t>(code)];
}

/// Whether the last number is the sum, or mean, of the others; none where it says nothing.
std::optional<bool> is_total_of(const Column& column, bool mean) {
  const auto numbers = column.numbers();
  const double last = numbers.back();
  if (std::isnan(last)) return std::nullopt;
  double sum = 0;
  std::int64_t count = 0;
  for (const double number : numbers.first(numbers.size() - 1)) {
    if (std::isnan(number)) continue;
    sum += number;
    ++count;
  }
  if (count == 0 || (sum == 0 && last == 0)) return std::nullopt;
  const double expected = mean ? sum / static_cast<double>(count) : sum;
  constexpr double kRounding = 5e-4;
  return std::fabs(last - expected) <= kRounding * std::fabs(expected);
}

}  // namespace

std::optional<TotalRow> total_row(const Table& table) {
  const std::int64_t last = table.rows() - 1;
  if (table.rows() < kLeastRows) return std::nullopt;
  std::optional<std::string> text;
  for (const Column& column : table.columns()) {
    if (column.is_text() && column.is_missing(last)) continue;
    text = text_of(column, last);
    if (text || !column.is_missing(last)) break;
  }
  if (!text) return std::nullopt;
  const std::string word = word_of(*text);
  if (!is_sum(word) && !is_mean(word)) return std::nullopt;
  std::int64_t columns = 0, totals = 0;
  for (const Column& column : table.columns()) {
    if (column.kind() != ColumnKind::kNumber) continue;
    const auto total = is_total_of(column, is_mean(word));
    if (!total) continue;
    ++columns;
    totals += *total ? 1 : 0;
  }
  return TotalRow{.text = *text, .sure = totals > 0 && 2 * totals >= columns};
}

}  // namespace occam::data
