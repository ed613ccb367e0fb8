#include "occam/data/number_parts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "occam/data/column_facts.h"
#include "occam/data/encoder_options.h"
#include "occam/data/most_frequent.h"
#include "occam/data/number_list.h"
#include "occam/data/text_counts.h"

namespace occam::data {
namespace {

/// Of so few texts another one is a level among them: "100+" behind "95-99".
constexpr std::int64_t kLevels = 30;

/// A column's distinct texts as lists of numbers.
struct ParsedTexts {
  std::vector<std::optional<NumberList>> lists = {};  ///< by code
  std::vector<TextCount> counts = {};                 ///< by code
};

/// Texts spread over all, most of which are none, answer for the rest.
bool may_hold_lists(const std::vector<std::string>& texts) {
  constexpr std::size_t kLooks = 64;
  const std::size_t step = std::max<std::size_t>(1, texts.size() / kLooks);
  std::size_t looks = 0, lists = 0;
  for (std::size_t i = 0; i < texts.size(); i += step) {
    ++looks;
    lists += parse_number_list(texts[i]) ? 1 : 0;
  }
  return 2 * lists > looks;
}

ParsedTexts parse(const Column& column) {
  ParsedTexts parsed{.counts = text_counts(column)};
  for (const std::string& text : column.categories())
    parsed.lists.push_back(parse_number_list(text));
  return parsed;
}

/// What the texts of one pattern have in common.
struct PatternFacts {
  const NumberList* first = nullptr;
  std::int64_t cells = 0, texts = 0;
  bool one_width = true;  ///< each number has as many digits as in the first text
  bool whole = true;      ///< no number has a point
  bool points = true;     ///< all texts have one
  bool ascending = true;  ///< no number is below the one in front of it
  bool fractions = true;  ///< "3/4", "5/16"
  int most_digits = 0, all_digits = 0;

  void add(const NumberList& list, std::int64_t more_cells) {
    if (first == nullptr) first = &list;
    cells += more_cells;
    ++texts;
    whole = whole && list.whole;
    points = points && !list.whole;
    all_digits = 0;
    for (std::size_t i = 0; i < list.count; ++i) {
      one_width = one_width && list.digits[i] == first->digits[i];
      most_digits = std::max(most_digits, list.digits[i]);
      all_digits += list.digits[i];
      ascending = ascending && (i == 0 || list.numbers[i - 1] <= list.numbers[i]);
    }
    fractions = fractions && is_fraction(list);
  }

  static bool is_fraction(const NumberList& list) {
    static constexpr std::array kDenominators = {2.0, 3.0,  4.0,  5.0,  6.0,
                                                 8.0, 10.0, 16.0, 32.0, 64.0};
    return list.between == '/' && list.count == 2 && list.numbers[0] < list.numbers[1] &&
           std::find(kDenominators.begin(), kDenominators.end(), list.numbers[1]) !=
               kDenominators.end();
  }

  /// Telephone numbers, postal codes, case numbers: "555-1234", "12345-6789", "2021-00017".
  bool are_codes() const {
    constexpr int kManyDigits = 5;
    const char between = first->between;
    if (between == ' ' && !points && first->pattern.find('(') == std::string::npos) return true;
    if (between != '-' && between != '/' && between != ':') return false;
    if (!whole) return false;
    const int long_code = between == '-' ? 6 : 7;
    return (one_width && all_digits >= long_code) || (most_digits >= kManyDigits && !ascending) ||
           fractions;
  }
};

/// Row by row never less than before, as numbers of files and cases are.
bool count_up(const Column& column, const ParsedTexts& parsed, const std::string& pattern) {
  const NumberList* before = nullptr;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    if (code < 0) continue;
    const auto& list = parsed.lists[static_cast<std::size_t>(code)];
    if (!list || list->pattern != pattern) continue;
    if (before != nullptr && list->numbers < before->numbers) return false;
    before = &*list;
  }
  return true;
}

/// The pattern that makes numbers of the column; none: it stays one of texts.
std::optional<std::string> pattern_of(const Column& column, const ParsedTexts& parsed,
                                      const MissingTexts& missing) {
  std::map<std::string_view, PatternFacts> patterns;
  std::int64_t values = 0;
  for (std::size_t code = 0; code < parsed.lists.size(); ++code) {
    const TextCount& count = parsed.counts[code];
    if (missing.among_numbers(count.text)) continue;
    values += count.cells;
    const auto& list = parsed.lists[code];
    if (list) patterns[list->pattern].add(*list, count.cells);
  }
  for (const auto& [pattern, facts] : patterns) {
    const std::int64_t others = values - facts.cells;
    if (10 * others > values || facts.texts <= kFewCategories) continue;
    if (others > 0 && facts.texts <= kLevels) continue;
    const char between = facts.first->between;
    const bool may_count = facts.whole && (between == '-' || between == '/' || between == ':');
    if (facts.are_codes() || is_identifier_name(column.name())) return std::nullopt;
    const std::string found(pattern);
    if (may_count && count_up(column, parsed, found)) return std::nullopt;
    return found;
  }
  return std::nullopt;
}

/// What was read of all parts.
ColumnReading reading_of(const Column& column, const ParsedTexts& parsed,
                         const MissingTexts& missing, const std::string& pattern) {
  ColumnReading reading;
  const ColumnReading& whole = column.reading();
  reading.missing = whole.missing;
  reading.example = whole.example;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    const auto* const list = code < 0 ? nullptr : &parsed.lists[static_cast<std::size_t>(code)];
    if (list != nullptr && *list && (*list)->pattern == pattern) continue;
    if (reading.missing_cells++ == 0) reading.first_missing_row = row;
  }
  for (std::size_t code = 0; code < parsed.lists.size(); ++code) {
    const auto& list = parsed.lists[code];
    if (list && list->pattern == pattern) continue;
    const TextCount& count = parsed.counts[code];
    const bool is_missing = missing.among_numbers(count.text);
    (is_missing ? reading.missing : reading.strays).push_back(count);
    if (!is_missing) reading.stray_cells += count.cells;
  }
  if (reading.stray_cells > 0) reading.reason = ColumnReason::kFewStrays;
  keep_most_frequent(reading.missing);
  keep_most_frequent(reading.strays);
  return reading;
}

std::string part_name(const std::string& column, std::size_t place) {
  return column + " (" + std::to_string(place + 1) + ")";
}

std::vector<Column> parts_of(const Column& column, const ParsedTexts& parsed,
                             const ColumnReading& reading, const std::string& pattern) {
  const std::size_t parts = std::min(
      NumberList::kMost, static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '#')));
  std::vector<Column> result;
  for (std::size_t place = 0; place < parts; ++place) {
    std::vector<double> numbers;
    numbers.reserve(static_cast<std::size_t>(column.rows()));
    for (std::int64_t row = 0; row < column.rows(); ++row) {
      const std::int32_t code = column.code(row);
      const auto* const list = code < 0 ? nullptr : &parsed.lists[static_cast<std::size_t>(code)];
      const bool has = list != nullptr && *list && (*list)->pattern == pattern;
      numbers.push_back(has ? (*list)->numbers[place] : kMissingNumber);
    }
    Column part = Column::of_numbers(part_name(column.name(), place), std::move(numbers));
    ColumnReading own = reading;
    own.part = {.column = column.name(),
                .pattern = pattern,
                .place = static_cast<std::int64_t>(place),
                .parts = static_cast<std::int64_t>(parts)};
    part.set_reading(std::move(own));
    result.push_back(std::move(part));
  }
  return result;
}

}  // namespace

std::vector<Column> number_parts(const Column& column, const MissingTexts& missing) {
  if (std::ssize(column.categories()) <= kFewCategories) return {};
  if (!may_hold_lists(column.categories())) return {};
  const ParsedTexts parsed = parse(column);
  const auto pattern = pattern_of(column, parsed, missing);
  if (!pattern) return {};
  return parts_of(column, parsed, reading_of(column, parsed, missing, *pattern), *pattern);
}

std::vector<Column> known_number_parts(const Column& column, const MissingTexts& missing,
                                       const std::string& pattern) {
  const ParsedTexts parsed = parse(column);
  const bool some = std::any_of(parsed.lists.begin(), parsed.lists.end(),
                                [&](const auto& list) { return list && list->pattern == pattern; });
  if (!some && !column.categories().empty()) return {};
  return parts_of(column, parsed, reading_of(column, parsed, missing, pattern), pattern);
}

}  // namespace occam::data
