#include "occam/data/number_list.h"

#include <algorithm>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"
#include "occam/data/number_text.h"

namespace occam::data {
namespace {

constexpr std::size_t kLongestList = 100;

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

/// "52.1", "-13": digits with at most one point; false for none and for leading zeros.
bool take_number(std::string_view& text, char point, NumberList& list) {
  const bool negative = take(text, "-");
  if (!negative) take(text, "+");
  std::string plain;
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == 0 || (end > 1 && text[0] == '0')) return false;
  plain = text.substr(0, end);
  if (end + 1 < text.size() && text[end] == point && is_digit(text[end + 1])) {
    list.whole = false;
    plain += '.';
    for (++end; end < text.size() && is_digit(text[end]); ++end) plain += text[end];
  }
  const ParsedNumber parsed = parse_plain_number(plain);
  if (parsed.kind != NumberKind::kNumber) return false;
  list.digits[list.count] = static_cast<int>(std::min(plain.find('.'), plain.size()));
  list.numbers[list.count++] = negative ? -parsed.value : parsed.value;
  text.remove_prefix(end);
  return true;
}

/// One of the signs that may stand between two numbers; '\0': none.
char take_between(std::string_view& text) {
  static constexpr auto kSigns = std::to_array<std::pair<std::string_view, char>>({{"/", '/'},
                                                                                   {":", ':'},
                                                                                   {"-", '-'},
                                                                                   {"\u2013", '-'},
                                                                                   {"x", 'x'},
                                                                                   {"X", 'x'},
                                                                                   {"\u00D7", 'x'},
                                                                                   {"*", 'x'},
                                                                                   {"by ", 'x'},
                                                                                   {",", ','},
                                                                                   {";", ';'},
                                                                                   {"|", '|'},
                                                                                   {"&", '&'},
                                                                                   {"to ", 't'}});
  const bool blanks = take_blanks(text);
  // "52.1 -13.4": of the number.
  if (blanks && text.size() > 1 && text[0] == '-' && is_digit(text[1])) return ' ';
  for (const auto& [sign, between] : kSigns) {
    if (!take(text, sign)) continue;
    take_blanks(text);
    return between;
  }
  return blanks ? ' ' : '\0';
}

bool is_unit_byte(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '%' || c == '"' || c == '\'';
}

/// The letters of a unit behind a number, but those that stand between two; N, S, E and W give the
/// number its sign.
std::string take_unit(std::string_view& text, NumberList& list) {
  std::string_view rest = text;
  take_blanks(rest);
  std::size_t end = 0;
  while (end < rest.size() && is_unit_byte(rest[end]) && blank_at_start(rest.substr(end)) == 0) {
    ++end;
  }
  std::string_view unit = rest.substr(0, end);
  std::string_view same = rest;
  const bool joins = unit == "to" || unit == "by" || take_between(same) != '\0';
  if (unit.empty() || joins) return {};
  text = rest.substr(end);
  const std::string_view letter = unit.substr(unit.size() - 1);
  const bool direction = unit.size() == 1 || unit.substr(0, unit.size() - 1) == "\u00B0";
  if (!direction || letter.find_first_of("NSEW") == letter.npos) return std::string(unit);
  double& number = list.numbers[list.count - 1];
  if (letter == "S" || letter == "W") number = -number;
  return letter == "N" || letter == "S" ? "N" : "E";
}

}  // namespace

std::optional<NumberList> parse_number_list(std::string_view text) {
  text = without_blanks(text);
  if (text.size() < 3 || text.size() > kLongestList) return std::nullopt;
  const char point = text.find(';') == text.npos || text.find('.') != text.npos ? '.' : ',';
  NumberList list;
  const bool has_blanks = text.find(' ') != text.npos;
  const bool well_known = take(text, "POINT");
  if (well_known) take_blanks(text);
  std::string_view closing;
  // "[20, 30)" is an interval without its end.
  for (const auto& [open, close] : {std::pair{'(', ")]"}, {'[', ")]"}, {'{', "}"}, {'<', ">"}}) {
    if (!text.starts_with(open)) continue;
    closing = close;
    list.pattern = open;
    text.remove_prefix(1);
    take_blanks(text);
    break;
  }
  if (well_known && closing.empty()) return std::nullopt;
  while (true) {
    if (list.count == NumberList::kMost || !take_number(text, point, list)) return std::nullopt;
    list.pattern += '#';
    list.pattern += take_unit(text, list);
    std::string_view rest = text;
    take_blanks(rest);
    const bool closes = rest.size() == 1 && closing.find(rest[0]) != closing.npos;
    if (rest.empty() ? closing.empty() : closes) {
      if (list.count < 2) return std::nullopt;
      // "0,0739" and "1,234" are numbers to whom the comma is a point or separates thousands.
      if (list.between == ',' && closing.empty() && list.whole && !has_blanks) return std::nullopt;
      list.pattern += rest;
      return list;
    }
    const char between = take_between(text);
    if (between == '\0' || (list.count > 1 && between != list.between)) return std::nullopt;
    if (between == '-' && text.starts_with('-')) return std::nullopt;
    list.between = between;
    list.pattern += between == 't' ? std::string(" to ") : std::string(1, between);
  }
}

}  // namespace occam::data
