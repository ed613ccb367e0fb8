#include "occam/data/csv_column.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

namespace occam::data {
namespace {

/// A text below more numbers than these is a mistake: the column is none of texts.
constexpr std::int64_t kEarlyNumbers = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return text;
}

/// Whether a number that from_chars finds out of range is too large, not too small:
/// its first digit that counts stands before the point, after the exponent is applied.
bool is_too_large(std::string_view digits) {
  const std::size_t e = digits.find_first_of("eE");
  std::int64_t exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view text = digits.substr(e + 1);
    const bool negative = text.starts_with('-');
    text = without_sign(text);
    const auto result = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (result.ec == std::errc::result_out_of_range) exponent = std::int64_t{1} << 62;
    if (negative) exponent = -exponent;
    digits = digits.substr(0, e);
  }
  const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  return exponent + point - first > 0;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// "1,5", "1'000", "1,000,000.5": digits cut by one separator, or by several with three digits
/// between them. A date or an address is not.
bool is_grouped_number(std::string_view text) {
  std::size_t separators = 0;
  char first_separator = '\0';
  while (true) {
    const std::size_t end = text.find_first_of(",.'");
    const std::string_view piece = text.substr(0, end);
    if (!all_digits(piece)) return false;
    if (end == std::string_view::npos) return separators > 0;
    const bool behind_another = separators > 0;
    if (behind_another && piece.size() != 3) return false;
    if (behind_another && text[end] != first_separator) {
      return all_digits(text.substr(end + 1));
    }
    first_separator = text[end];
    ++separators;
    text.remove_prefix(end + 1);
  }
}

bool is_other_number(std::string_view text) {
  text = without_sign(text);
  std::string lowered(text.substr(0, 9));
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  if (lowered == "inf" || lowered == "infinity") return true;
  if (lowered.starts_with("0x") && text.size() > 2) {
    return text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  }
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  return is_grouped_number(text) || (percent && all_digits(text));
}

}  // namespace

ParsedCell parse_cell(std::string_view text, char decimal) {
  std::string_view number = text.starts_with('+') ? text.substr(1) : text;
  const std::string_view digits = number.starts_with('-') ? number.substr(1) : number;
  // from_chars also reads "inf" and "nan".
  if (digits.empty() || !(is_digit(digits[0]) || digits[0] == decimal) || text.starts_with("+-")) {
    return {is_other_number(text) ? CellKind::kOtherNumber : CellKind::kText, 0.0};
  }
  std::string with_point;
  if (decimal != '.') {
    if (number.find('.') != std::string_view::npos) return {CellKind::kOtherNumber, 0.0};
    with_point = number;
    std::replace(with_point.begin(), with_point.end(), decimal, '.');
    number = with_point;
  }
  double value = 0.0;
  const char* const end = number.data() + number.size();
  const auto result = std::from_chars(number.data(), end, value);
  if (result.ptr != end || result.ec == std::errc::invalid_argument) {
    return {is_other_number(text) ? CellKind::kOtherNumber : CellKind::kText, 0.0};
  }
  if (result.ec == std::errc::result_out_of_range) {
    if (is_too_large(without_sign(number))) return {CellKind::kTooLarge, 0.0};
    value = number.starts_with('-') ? -0.0 : 0.0;
  }
  return {CellKind::kNumber, value};
}

void CsvColumnBuilder::add_missing() {
  if (is_text_) {
    codes_.push_back(-1);
    return;
  }
  numbers_.push_back(std::numeric_limits<double>::quiet_NaN());
}

void CsvColumnBuilder::add(const CsvCell& cell, char decimal, const CsvScanner& scanner) {
  if (forced_) return add_text(cell.text);
  const ParsedCell parsed = parse_cell(cell.text, decimal);
  switch (parsed.kind) {
    case CellKind::kTooLarge:
      scanner.fail(cell.line, place_, "a number within the range of float64 (1.8e308)",
                   quoted(cell.text));
    case CellKind::kNumber:
      ++number_cells_;
      if (is_text_) return add_text(cell.text);
      numbers_.push_back(parsed.number);
      if (number_cells_ <= kEarlyNumbers) {
        early_text_.append(cell.text);
        early_ends_.push_back(early_text_.size());
      } else if (!early_ends_.empty()) {
        early_text_ = {};
        early_ends_ = {};
      }
      return;
    case CellKind::kOtherNumber:
    case CellKind::kText:
      break;
  }
  ++(parsed.kind == CellKind::kText ? text_cells_ : other_cells_);
  if (text_cells_ + other_cells_ == 1) {
    first_text_ = cell.text;
    first_text_line_ = cell.line;
  }
  if (!is_text_) {
    if (number_cells_ > kEarlyNumbers) refuse_text(scanner);
    become_text();
  }
  add_text(cell.text);
}

/// The cells so far again, as texts.
void CsvColumnBuilder::become_text() {
  is_text_ = true;
  std::size_t begin = 0;
  auto end = early_ends_.begin();
  for (const double number : numbers_) {
    if (std::isnan(number)) {
      codes_.push_back(-1);
      continue;
    }
    add_text(std::string_view(early_text_).substr(begin, *end - begin));
    begin = *end++;
  }
  numbers_ = {};
  early_text_ = {};
  early_ends_ = {};
}

void CsvColumnBuilder::add_text(std::string_view text) {
  if (categories_.size() >= std::numeric_limits<std::int32_t>::max()) {
    throw FileError("column '" + name_ + "': more than 2147483647 different texts");
  }
  const auto [entry, added] =
      code_of_.try_emplace(std::string(text), static_cast<std::int32_t>(categories_.size()));
  if (added) categories_.emplace_back(text);
  codes_.push_back(entry->second);
}

void CsvColumnBuilder::refuse_text(const CsvScanner& scanner) const {
  std::string expected = "a number in column " + quoted(name_);
  if (number_cells_ > 0) expected += ", as in " + std::to_string(number_cells_) + " other cells";
  const std::size_t comma = first_text_.find(',');
  const bool decimal_comma = comma != std::string::npos && first_text_.size() - comma != 4 &&
                             parse_cell(first_text_, ',').kind == CellKind::kNumber;
  expected += decimal_comma ? " (or choose decimal=',')"
                            : " (or add the text to missing, or the column to text_columns)";
  scanner.fail(first_text_line_, place_, expected, quoted(first_text_));
}

Column CsvColumnBuilder::finish(const CsvScanner& scanner) {
  if (!is_text_) return Column::of_numbers(std::move(name_), std::move(numbers_));
  const bool only_numbers_in_some_notation = text_cells_ == 0;
  if (!forced_ && (only_numbers_in_some_notation || number_cells_ > text_cells_ + other_cells_)) {
    refuse_text(scanner);
  }
  code_of_.clear();
  return Column::of_codes(std::move(name_), std::move(codes_), std::move(categories_));
}

}  // namespace occam::data
