#include "occam/data/number_text.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"

namespace occam::data {
namespace {

/// Whether a number that from_chars finds out of range is too large, not too small:
/// its first digit that counts stands before the point, after the exponent is applied.
bool is_too_large(std::string_view digits) {
  const std::size_t e = digits.find_first_of("eE");
  std::int64_t exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view text = digits.substr(e + 1);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto result = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (result.ec == std::errc::result_out_of_range) exponent = std::int64_t{1} << 62;
    if (negative) exponent = -exponent;
    digits = digits.substr(0, e);
  }
  const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  return exponent + point - first > 0;
}

// The longer ones first: "US$" begins with no other.
constexpr std::array<std::string_view, 57> kCurrencies = {
    "US$",    "AU$",    "CA$",     "NZ$",     "HK$",    "NT$",    "A$",     "C$",     "R$",
    "S$",     "$",      "\u20AC",  "\u00A3",  "\u00A5", "\u20B9", "\u20BD", "\u20A9", "\u20AA",
    "\u0E3F", "\u20BA", "\u20AB",  "USD",     "EUR",    "GBP",    "JPY",    "CHF",    "CAD",
    "AUD",    "NZD",    "CNY",     "RMB",     "INR",    "RUB",    "BRL",    "MXN",    "ZAR",
    "KRW",    "SEK",    "NOK",     "DKK",     "PLN",    "CZK",    "HUF",    "TRY",    "Rs.",
    "Rs",     "kr",     "K\u010D", "z\u0142", "Rp",     "SGD",    "HKD",    "THB",    "IDR",
    "PHP",    "AED",    "\u20B1"};
/// The bytes that currencies begin or end with: most texts have none of them there.
constexpr std::array<bool, 256> currency_bytes(bool last) {
  std::array<bool, 256> bytes = {};
  for (const std::string_view currency : kCurrencies)
    bytes[static_cast<unsigned char>(last ? currency.back() : currency.front())] = true;
  return bytes;
}
constexpr std::array<bool, 256> kCurrencyStarts = currency_bytes(false);
constexpr std::array<bool, 256> kCurrencyEnds = currency_bytes(true);
constexpr std::array<std::string_view, 6> kMinuses = {"-",      "\u2212", "\u2013",
                                                      "\u2012", "\uFE63", "\uFF0D"};

/// Takes a minus or plus from the front.
void take_sign(std::string_view& text, NumberText& number, bool& signed_already) {
  if (signed_already) return;
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    signed_already = true;
    return;
  }
  for (const std::string_view minus : kMinuses) {
    if (!text.starts_with(minus)) continue;
    text.remove_prefix(minus.size());
    number.negative = signed_already = true;
    number.unicode_minus = minus.size() > 1;
    return;
  }
}

void take_currency_in_front(std::string_view& text, NumberText& number) {
  if (text.empty() || !kCurrencyStarts[static_cast<unsigned char>(text.front())]) return;
  for (const std::string_view currency : kCurrencies) {
    if (!text.starts_with(currency)) continue;
    number.currency = text.substr(0, currency.size());
    text.remove_prefix(currency.size());
    take_blanks(text);
    return;
  }
}

void take_currency_behind(std::string_view& text, NumberText& number) {
  if (!number.currency.empty() || text.empty()) return;
  if (!kCurrencyEnds[static_cast<unsigned char>(text.back())]) return;
  for (const std::string_view currency : kCurrencies) {
    if (!text.ends_with(currency)) continue;
    number.currency = text.substr(text.size() - currency.size());
    text.remove_suffix(currency.size());
    text = without_blanks(text);
    return;
  }
}

/// One of the separators of digits at the start of `text`, its bytes in `bytes`.
enum class Separator { kNone, kComma, kPoint, kSpace, kApostrophe };
Separator separator_at_start(std::string_view text, std::size_t& bytes) {
  bytes = 1;
  if (text.empty()) return Separator::kNone;
  if (text[0] == ',') return Separator::kComma;
  if (text[0] == '.') return Separator::kPoint;
  if (text[0] == '\'') return Separator::kApostrophe;
  if (text.starts_with("\u2019")) {
    bytes = 3;
    return Separator::kApostrophe;
  }
  bytes = text[0] == '\t' ? 0 : blank_at_start(text);
  return bytes > 0 ? Separator::kSpace : Separator::kNone;
}

Separator separator_of(Grouping grouping) {
  switch (grouping) {
    case Grouping::kNone:
      return Separator::kNone;
    case Grouping::kComma:
      return Separator::kComma;
    case Grouping::kPoint:
      return Separator::kPoint;
    case Grouping::kSpace:
      return Separator::kSpace;
    case Grouping::kApostrophe:
      return Separator::kApostrophe;
  }
  return Separator::kNone;
}

/// What stands between the digits, told apart once for all notations.
struct DigitShape {
  bool valid = false;
  Separator first = Separator::kNone;  ///< of the separators
  Separator last = Separator::kNone;
  int separators = 0;
  bool one_kind_before_last = true;  ///< all but the last are equal to the first
  bool threes_before_last = true;    ///< digits between them are three
  bool twos_before = true;           ///< but between the last two of them: two, as in India
  std::size_t between_last = 0;      ///< digits between the last two
  std::size_t lead = 0;              ///< digits in front of the first
  std::size_t tail = 0;              ///< digits behind the last
  bool leading_zero = false;
  bool exponent = false;
};

DigitShape shape_of(std::string_view text) {
  DigitShape shape;
  std::size_t run = 0, digits = 0;
  shape.leading_zero = text.starts_with('0');
  while (!text.empty()) {
    if (is_digit(text[0])) {
      ++run;
      ++digits;
      text.remove_prefix(1);
      continue;
    }
    std::size_t bytes = 0;
    const Separator separator = separator_at_start(text, bytes);
    if (separator == Separator::kNone) break;
    if (shape.separators == 0) {
      shape.first = separator;
      shape.lead = run;
    } else {
      shape.one_kind_before_last &= shape.last == shape.first;
      shape.threes_before_last &= run == 3;
      shape.twos_before &= shape.separators == 1 || shape.between_last == 2;
      shape.between_last = run;
    }
    shape.last = separator;
    ++shape.separators;
    run = 0;
    text.remove_prefix(bytes);
  }
  shape.tail = run;
  if (digits == 0) return shape;
  if (!text.empty()) {  // an exponent
    if (text[0] != 'e' && text[0] != 'E') return shape;
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return shape;
    shape.exponent = true;
  }
  shape.valid = true;
  return shape;
}

bool allows(const DigitShape& shape, const Notation& notation) {
  if (shape.separators == 0) return true;
  const Separator decimal = notation.decimal == '.' ? Separator::kPoint : Separator::kComma;
  const bool has_decimals = shape.last == decimal;
  const int groups = shape.separators - (has_decimals ? 1 : 0);
  if (groups == 0) return true;
  const Separator group = separator_of(notation.grouping);
  // "12,34,567.89": a comma behind thousands, lakhs and crores.
  const bool indian = group == Separator::kComma && notation.decimal == '.' && shape.lead <= 2 &&
                      shape.twos_before && shape.between_last == (has_decimals ? 3U : 2U);
  const bool grouped = shape.threes_before_last || indian;
  if (shape.first != group || !shape.one_kind_before_last || !grouped) return false;
  if (!has_decimals && (shape.last != group || shape.tail != 3)) return false;
  // Nobody writes 0,512 for 512; "0 000" is seen, "030 123" is a telephone number.
  const bool zero_in_front = shape.leading_zero && (group == Separator::kComma ||
                                                    group == Separator::kPoint || shape.lead > 1);
  return shape.lead >= 1 && shape.lead <= 3 && !zero_in_front && !shape.exponent;
}

NotationSet notations_of(const DigitShape& shape) {
  NotationSet set = 0;
  if (!shape.valid) return set;
  for (std::size_t i = 0; i < kNotations.size(); ++i) {
    if (allows(shape, kNotations[i])) set |= NotationSet{1} << i;
  }
  return set;
}

/// Takes "×10^3" from the end, also with x, · or *, blanks, or a raised exponent ("·10³"): the
/// power of ten; none where there is none.
std::optional<int> take_power(std::string_view& text) {
  constexpr std::array<std::string_view, 6> kTimes = {"\u00D7", "\u00B7", "\u22C5", "x", "X", "*"};
  constexpr std::array<std::string_view, 10> kRaised = {"\u2070", "\u00B9", "\u00B2", "\u00B3",
                                                        "\u2074", "\u2075", "\u2076", "\u2077",
                                                        "\u2078", "\u2079"};
  std::size_t at = text.npos, bytes = 0;
  for (const std::string_view times : kTimes) {
    const std::size_t found = text.find(times, 1);
    if (found < at) {
      at = found;
      bytes = times.size();
    }
  }
  if (at == text.npos) return std::nullopt;
  std::string_view rest = text.substr(at + bytes);
  take_blanks(rest);
  if (!rest.starts_with("10")) return std::nullopt;
  rest.remove_prefix(2);
  const bool caret = rest.starts_with('^');
  if (caret) rest.remove_prefix(1);
  bool negative = false;
  for (const std::string_view minus : {"-", "\u2212", "\u207B"}) {
    if (!negative && rest.starts_with(minus)) {
      negative = true;
      rest.remove_prefix(minus.size());
    }
  }
  int power = 0, digits = 0;
  constexpr int kLargest = 400;
  while (!rest.empty() && power <= kLargest) {
    int digit = 0;
    if (caret && is_digit(rest[0])) {
      digit = rest[0] - '0';
      rest.remove_prefix(1);
    } else {
      while (digit < 10 && (caret || !rest.starts_with(kRaised[static_cast<std::size_t>(digit)])))
        ++digit;
      if (digit == 10) return std::nullopt;
      rest.remove_prefix(kRaised[static_cast<std::size_t>(digit)].size());
    }
    power = 10 * power + digit;
    ++digits;
  }
  if (digits == 0 || power > kLargest) return std::nullopt;
  text = without_blanks(text.substr(0, at));
  return negative ? -power : power;
}

}  // namespace

namespace {

/// Up to 15 digits with at most one point: the digits and the power of ten are exact in float64, so
/// that their quotient is rounded once, as from_chars rounds. Most cells are such numbers.
bool parse_short(std::string_view digits, bool negative, ParsedNumber& parsed) {
  constexpr std::array<double, 16> kPowers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (digits.size() > 16) return false;
  std::uint64_t value = 0;
  std::size_t point = digits.size();
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (is_digit(digits[i])) {
      value = 10 * value + static_cast<std::uint64_t>(digits[i] - '0');
    } else if (digits[i] == '.' && point == digits.size()) {
      point = i;
    } else {
      return false;
    }
  }
  const bool has_point = point < digits.size();
  if (digits.size() - (has_point ? 1 : 0) > 15 || (has_point && digits.size() == 1)) return false;
  const std::size_t decimals = has_point ? digits.size() - point - 1 : 0;
  const double size = static_cast<double>(value) / kPowers[decimals];
  parsed = {NumberKind::kNumber, negative ? -size : size, !has_point};
  return true;
}

}  // namespace

ParsedNumber parse_plain_number(std::string_view text) {
  std::string_view number = text.starts_with('+') ? text.substr(1) : text;
  const bool negative = number.starts_with('-');
  const std::string_view digits = negative ? number.substr(1) : number;
  // from_chars also reads "inf" and "nan".
  if (digits.empty() || !(is_digit(digits[0]) || digits[0] == '.')) return {};
  if (negative && number.data() != text.data()) return {};  // "+-1"
  ParsedNumber parsed;
  if (parse_short(digits, negative, parsed)) return parsed;
  double value = 0.0;
  const char* const end = number.data() + number.size();
  const auto result = std::from_chars(number.data(), end, value);
  if (result.ptr != end || result.ec == std::errc::invalid_argument) return {};
  if (result.ec == std::errc::result_out_of_range) {
    if (is_too_large(digits)) return {NumberKind::kTooLarge, 0.0, false};
    value = negative ? -0.0 : 0.0;
  }
  return {NumberKind::kNumber, value, std::all_of(digits.begin(), digits.end(), is_digit)};
}

std::optional<NumberText> parse_number_text(std::string_view text) {
  constexpr std::size_t kLongest = 1000;
  text = without_blanks(text);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  NumberText number;
  bool has_sign = false;
  take_sign(text, number, has_sign);
  if (!has_sign && text.size() > 2 && text.starts_with('(') && text.ends_with(')')) {
    number.parentheses = number.negative = has_sign = true;
    text = without_blanks(text.substr(1, text.size() - 2));
  }
  if (has_sign) take_blanks(text);
  take_currency_in_front(text, number);
  take_sign(text, number, has_sign);
  if (text.ends_with('%')) {
    number.percent = true;
    text = without_blanks(text.substr(0, text.size() - 1));
  }
  take_currency_behind(text, number);
  // As SAP and COBOL write them.
  if (!has_sign && text.size() > 1 && text.ends_with('-')) {
    number.negative = true;
    text.remove_suffix(1);
  }
  DigitShape shape = shape_of(text);
  if (!shape.valid && text.find("10", 2) != text.npos) {
    const auto power = take_power(text);
    number.power = power.value_or(0);
    if (power) shape = shape_of(text);
    if (shape.exponent) return std::nullopt;
  }
  number.notations = notations_of(shape);
  if (number.notations == 0) return std::nullopt;
  number.digits = text;
  number.separated = shape.separators > 0;
  return number;
}

ParsedNumber NumberText::value(const Notation& notation) const {
  if (exact) return {NumberKind::kNumber, *exact * ratio, false};
  std::string plain;
  std::string_view rest = digits;
  const Separator decimal = notation.decimal == '.' ? Separator::kPoint : Separator::kComma;
  while (!rest.empty()) {
    std::size_t bytes = 0;
    const Separator separator = separator_at_start(rest, bytes);
    if (separator == Separator::kNone) {
      plain += rest[0];
      bytes = 1;
    } else if (separator == decimal) {
      plain += '.';
    }
    rest.remove_prefix(bytes);
  }
  if (power != 0) plain += 'e' + std::to_string(power);
  ParsedNumber parsed = parse_plain_number(plain);
  if (negative) parsed.value = -parsed.value;
  parsed.value *= ratio;
  return parsed;
}

}  // namespace occam::data
