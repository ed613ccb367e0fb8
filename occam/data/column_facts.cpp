#include "occam/data/column_facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_map>

#include "occam/data/encoder_rows.h"

namespace occam::data {
namespace {

constexpr std::int64_t kCountedRows = 100'000;
constexpr std::size_t kMostPatternValues = 1000;

std::uint64_t bits_of(double value) {
  if (std::isnan(value)) return ~std::uint64_t{0};
  return std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);
}

void count_distinct_numbers(const Column& column, ColumnFacts& facts) {
  std::vector<double> values;
  for (const std::int64_t row : sample_rows(column.rows(), kCountedRows)) {
    if (!column.is_missing(row)) values.push_back(column.number(row));
  }
  const auto present = static_cast<double>(values.size());
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  facts.distinct = static_cast<std::int64_t>(values.size());
  facts.distinct_share = values.empty() ? 0 : static_cast<double>(values.size()) / present;
  facts.at_least = column.rows() > kCountedRows;
  facts.whole = std::all_of(values.begin(), values.end(),
                            [](double value) { return value == std::floor(value); });
}

bool counts_rows(const Column& column) {
  constexpr std::int64_t kLeastRows = 5;
  if (column.rows() < kLeastRows || column.kind() != ColumnKind::kNumber) return false;
  const double first = column.number(0);
  if (first != 0.0 && first != 1.0) return false;
  const auto numbers = column.numbers();
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (numbers[row] != first + static_cast<double>(row)) return false;
  }
  return true;
}

/// Values numbered as they come.
std::uint64_t pattern_of(const std::vector<std::uint64_t>& cells) {
  std::unordered_map<std::uint64_t, std::uint64_t> number_of;
  std::uint64_t hash = 1;
  for (const std::uint64_t cell : cells) {
    const auto entry = number_of.try_emplace(cell, number_of.size()).first;
    if (number_of.size() > kMostPatternValues || 2 * number_of.size() > cells.size()) return 0;
    hash = mixed(hash, entry->second);
  }
  return hash;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// "PassengerId" -> passenger, id; "row.names" -> row, names.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_lower(c) && !is_upper(c)) {
      open = false;
      continue;
    }
    if (open && i > 0 && is_upper(c) && is_lower(name[i - 1])) open = false;
    if (!open) words.emplace_back();
    open = true;
    words.back() += lower(c);
  }
  return words;
}

}  // namespace

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  std::uint64_t z = (hash ^ value) + 0x9E3779B97F4A7C15u + (hash << 6);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::vector<std::uint64_t> cell_hashes(const Column& column) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(static_cast<std::size_t>(column.rows()));
  if (!column.is_text()) {
    for (const double number : column.numbers()) hashes.push_back(mixed(0, bits_of(number)));
    return hashes;
  }
  std::vector<std::uint64_t> of_category;
  for (const std::string& text : column.categories()) {
    of_category.push_back(mixed(1, std::hash<std::string>()(text)));
  }
  const std::uint64_t missing = mixed(0, bits_of(std::nan("")));
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    hashes.push_back(code < 0 ? missing : of_category[static_cast<std::size_t>(code)]);
  }
  return hashes;
}

ColumnFacts facts_of(const Column& column) {
  ColumnFacts facts;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (column.is_missing(row)) {
      if (facts.missing++ == 0) facts.first_missing_row = row;
    } else if (is_unusable(column, row)) {
      if (facts.unusable++ == 0) facts.first_unusable_row = row;
    }
  }
  const std::vector<std::uint64_t> cells = cell_hashes(column);
  facts.fingerprint = 1;
  for (const std::uint64_t cell : cells) facts.fingerprint = mixed(facts.fingerprint, cell);
  facts.constant = facts.missing == 0 && !cells.empty() &&
                   std::all_of(cells.begin(), cells.end(),
                               [&](std::uint64_t cell) { return cell == cells.front(); });
  facts.pattern = pattern_of(cells);
  if (column.is_text()) {
    const std::int64_t present = column.rows() - facts.missing;
    facts.distinct = static_cast<std::int64_t>(column.categories().size());
    facts.distinct_share =
        present == 0 ? 0 : static_cast<double>(facts.distinct) / static_cast<double>(present);
  } else {
    count_distinct_numbers(column, facts);
    facts.counts_rows = counts_rows(column);
  }
  return facts;
}

bool are_equal(const Column& a, const Column& b) {
  if (a.kind() != b.kind() || a.rows() != b.rows()) return false;
  for (std::int64_t row = 0; row < a.rows(); ++row) {
    if (a.is_missing(row) || b.is_missing(row)) {
      if (a.is_missing(row) != b.is_missing(row)) return false;
      continue;
    }
    const bool equal = a.is_text() ? a.categories()[static_cast<std::size_t>(a.code(row))] ==
                                         b.categories()[static_cast<std::size_t>(b.code(row))]
                                   : a.number(row) == b.number(row);
    if (!equal) return false;
  }
  return true;
}

std::vector<std::int64_t> sample_rows(std::int64_t rows, std::int64_t most) {
  const std::int64_t step = std::max<std::int64_t>(1, (rows + most - 1) / most);
  std::vector<std::int64_t> sample;
  for (std::int64_t row = 0; row < rows; row += step) sample.push_back(row);
  return sample;
}

bool is_identifier_name(std::string_view name) {
  static constexpr std::array<std::string_view, 20> kWhole = {
      "index",     "idx", "row", "rows",   "rownames", "rowname", "rownum",
      "rownumber", "no",  "nr",  "num",    "number",   "unnamed", "obs",
      "obsno",     "key", "pk",  "serial", "sn",       "record"};
  static constexpr std::array<std::string_view, 4> kEnd = {"id", "ids", "uuid", "guid"};
  const auto among = [](const auto& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const std::vector<std::string> words = words_of(name);
  if (words.empty()) return false;
  std::string all;
  for (const std::string& word : words) all += word;
  if (among(kWhole, all)) return true;
  return among(kEnd, words.back()) || (words.front() == "id" && words.size() <= 2);
}

}  // namespace occam::data
