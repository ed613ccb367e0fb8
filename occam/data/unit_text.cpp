#include "occam/data/unit_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"
#include "occam/data/marked_number.h"
#include "occam/data/range_text.h"

namespace occam::data {
namespace {

constexpr std::size_t kLongestUnit = 24;

/// Bytes of the letter at the start: one of ASCII, or a character beyond it that is neither a blank
/// nor a dash or quotation mark (U+2010 to U+201F) nor a minus.
std::size_t letter_at_start(std::string_view text) {
  if (text.empty() || is_letter(text[0])) return text.empty() ? 0 : 1;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0xC0 || blank_at_start(text) > 0) return 0;
  if (text.starts_with("\xE2\x80\x90") || text.starts_with("\u2212")) return 0;
  const bool general = text.size() >= 3 && text.starts_with("\xE2\x80");
  if (general && static_cast<unsigned char>(text[2]) <= 0x9F) return 0;
  const std::size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return bytes <= text.size() ? bytes : 0;
}

/// "2", "3", "^2", "-1", "^-2" behind letters.
std::size_t exponent_at_start(std::string_view text) {
  std::size_t at = 0;
  const bool raised = text.starts_with('^');
  if (raised) ++at;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  if (at >= text.size() || !is_digit(text[at])) return 0;
  const bool small = text[at] == '2' || text[at] == '3' || raised || negative;
  const bool ends = at + 1 == text.size() || !is_digit(text[at + 1]);
  return small && ends ? at + 1 : 0;
}

/// Words, each perhaps with an exponent, and what may stand between them.
bool are_unit_words(std::string_view text) {
  constexpr int kMostWords = 3;
  int words = 0;
  bool behind_slash = text.starts_with('/');
  if (behind_slash) text.remove_prefix(1);
  while (!text.empty()) {
    while (behind_slash && !text.empty() && is_digit(text[0])) text.remove_prefix(1);  // l/100km
    std::size_t letters = 0;
    while (const std::size_t bytes = letter_at_start(text)) {
      text.remove_prefix(bytes);
      ++letters;
    }
    if (letters == 0 || ++words > kMostWords) return false;
    text.remove_prefix(exponent_at_start(text));
    if (text.empty()) return true;
    constexpr std::string_view kBetween = "/*.- ";
    if (kBetween.find(text[0]) == kBetween.npos) return false;
    behind_slash = text[0] == '/';
    const bool point = text[0] == '.';
    text.remove_prefix(1);
    if (point && text.empty()) return true;  // "oz."
    if (point && text[0] == ' ') text.remove_prefix(1);
  }
  return false;
}

/// Where the number ends: behind digits, their separators and an exponent.
std::size_t end_of_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !is_digit(text[at])) {
    // A sign and a currency stand in front of it.
    constexpr std::size_t kLongestSigns = 12;
    if (++at > kLongestSigns) return 0;
  }
  std::size_t end = at;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      end = ++at;
    } else if (text[at] == '.' || text[at] == ',' || text[at] == '\'') {
      ++at;
    } else if (text.substr(at).starts_with("\u2019")) {
      at += 3;
    } else if (const std::size_t blank = blank_at_start(text.substr(at))) {
      at += blank;
    } else {
      break;
    }
  }
  if (end == at && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t digits = at + 1;
    if (digits < text.size() && (text[digits] == '-' || text[digits] == '+')) ++digits;
    const std::size_t first = digits;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits > first) end = digits;
  }
  return end;
}

}  // namespace

bool is_unit_text(std::string_view text) {
  if (text.empty() || text.size() > kLongestUnit) return false;
  if (text == "\"") return true;  // inches
  const std::size_t remark = text.ends_with(')') ? text.find('(') : text.npos;
  if (remark == text.npos) return are_unit_words(text);
  const std::string_view words = without_blanks(text.substr(0, remark));
  return are_unit_words(text.substr(remark + 1, text.size() - remark - 2)) &&
         (words.empty() || are_unit_words(words));
}

std::string_view full_marks(std::string_view unit) {
  constexpr std::size_t kMostDigits = 3;
  for (const std::string_view word : {"/", "out of ", "of "}) {
    if (!unit.starts_with(word)) continue;
    const std::string_view rest = without_blanks(unit.substr(word.size()));
    const auto digits = static_cast<std::size_t>(
        std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
    if (digits == 0 || digits > kMostDigits || rest[0] == '0') return {};
    const std::string_view behind = rest.substr(digits);
    const bool word_behind = behind.starts_with(' ') && are_unit_words(behind.substr(1));
    return behind.empty() || word_behind ? rest.substr(0, digits) : std::string_view();
  }
  return {};
}

namespace {

/// "$122K-$152K (est.)", "604 - 613 sq ft": the first number has the second's unit, its begin
/// ("K" of "K (est.)"), or none.
std::optional<QuantityText> parse_quantity_range(std::string_view text) {
  const auto ends = range_ends(text);
  const auto high = ends ? parse_quantity_text(ends->high) : std::nullopt;
  if (!high || high->range || high->marked) return std::nullopt;
  const auto plain = parse_number_text(ends->low);
  const auto low = plain ? std::nullopt : parse_quantity_text(ends->low);
  if (!plain && (!low || low->marked || !high->unit.starts_with(low->unit))) return std::nullopt;
  const NumberText& first = plain ? *plain : low->number;
  const bool is_money = !first.currency.empty() && !high->number.currency.empty();
  const auto middle = ends->sure || is_money ? middle_of(first, high->number) : std::nullopt;
  if (!middle) return std::nullopt;
  const auto bytes = static_cast<std::size_t>(high->unit.data() - text.data());
  return QuantityText{*middle, without_blanks(text.substr(0, bytes)), high->unit, false, true};
}

}  // namespace

std::optional<QuantityText> parse_quantity_text(std::string_view text) {
  const UnmarkedText unmarked = without_marks(text);
  text = unmarked.text;
  const std::size_t end = end_of_number(text);
  if (end == 0 || end == text.size()) return std::nullopt;
  const bool plus = text[end] == '+';
  const std::string_view unit = without_blanks(text.substr(end + (plus ? 1 : 0)));
  if (!is_unit_text(unit) && (plus || full_marks(unit).empty()))
    return unmarked.marked ? std::nullopt : parse_quantity_range(text);
  const auto number = parse_number_text(text.substr(0, end));
  if (!number) return std::nullopt;
  return QuantityText{*number, text.substr(0, end), unit, unmarked.marked || plus};
}

std::string unit_key(std::string_view unit) {
  if (const std::string_view most = full_marks(unit); !most.empty()) return '/' + std::string(most);
  static constexpr std::array<std::string_view, 4> kOrdinals = {"st", "nd", "rd", "th"};
  if (std::find(kOrdinals.begin(), kOrdinals.end(), unit) != kOrdinals.end()) return "th";
  std::string key(unit.substr(0, unit.size() - (unit.ends_with('.') ? 1 : 0)));
  for (std::size_t at = key.find("\u00B5"); at != key.npos; at = key.find("\u00B5"))
    key.replace(at, 2, "\u03BC");
  const std::size_t size = key.size();
  const bool plural =
      size >= 3 && key[size - 1] == 's' && is_letter(key[size - 2]) && is_letter(key[size - 3]);
  if (plural) key.pop_back();
  return key;
}

}  // namespace occam::data
