#include "occam/data/written_number.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>

#include "occam/base/ascii.h"
#include "occam/data/angle_text.h"
#include "occam/data/blanks.h"
#include "occam/data/duration_text.h"
#include "occam/data/feet_text.h"
#include "occam/data/magnitude_text.h"
#include "occam/data/range_text.h"

namespace occam::data {
namespace {

constexpr std::size_t kLongest = 64;
constexpr NotationSet kAllNotations = (NotationSet{1} << kNotations.size()) - 1;

/// Takes digits from the front, at most `most` of them; none where there are none or more.
std::optional<double> take_digits(std::string_view& text, std::size_t most, std::size_t least = 1) {
  std::size_t digits = 0;
  double value = 0;
  while (digits < text.size() && is_digit(text[digits])) {
    value = 10 * value + (text[digits] - '0');
    if (++digits > most) return std::nullopt;
  }
  if (digits < least) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// "2 days ", "1 day, ": as programs write spans.
std::optional<double> take_days(std::string_view& text) {
  std::string_view rest = text;
  const auto days = take_digits(rest, 6);
  if (!days) return std::nullopt;
  take_blanks(rest);
  for (const std::string_view word : {"days", "day"}) {
    if (!rest.starts_with(word)) continue;
    rest.remove_prefix(word.size());
    take(rest, ',');
    take_blanks(rest);
    take(rest, '+');
    text = rest;
    return days;
  }
  return std::nullopt;
}

/// "15", "15.25", of seconds: below 60 and two digits in front of the point.
std::optional<double> take_sixtieths(std::string_view& text, bool& has_fraction) {
  auto value = take_digits(text, 2, 2);
  if (!value || *value >= 60) return std::nullopt;
  if (text.empty() || (text[0] != '.' && text[0] != ',')) return value;
  text.remove_prefix(1);
  double unit = 0.1;
  bool some = false;
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1), unit /= 10) {
    *value += unit * (text[0] - '0');
    some = has_fraction = true;
  }
  return some ? value : std::nullopt;
}

/// "AM", "pm", "p.m.": the hours to add to a first part of 1 to 12; none where there is no such.
std::optional<double> half_of_day(std::string_view text, double hour) {
  take_blanks(text);
  std::string letters;
  for (const char c : text) {
    if (c != '.') letters += static_cast<char>(c | 32);
  }
  if (letters != "am" && letters != "pm") return std::nullopt;
  if (hour < 1 || hour > 12) return std::nullopt;
  return (hour == 12 ? -12 : 0) + (letters == "pm" ? 12 : 0);
}

std::optional<WrittenNumber> parse_time(std::string_view text) {
  if (text.find(':') == text.npos) return std::nullopt;
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const auto days = take_days(text);
  const auto first = take_digits(text, 5);
  if (!first || !take(text, ':')) return std::nullopt;
  bool fraction = false;
  const auto second = take_sixtieths(text, fraction);
  if (!second) return std::nullopt;
  WrittenNumber time{.writing = NumberWriting::kClock, .two_parts = true};
  double third = 0;
  if (!fraction && take(text, ':')) {
    const auto seconds = take_sixtieths(text, fraction);
    if (!seconds) return std::nullopt;
    third = *seconds;
    time.two_parts = false;
  }
  double hours = *first;
  if (!text.empty()) {
    const auto half = half_of_day(text, hours);
    if (!half || days || (time.two_parts && fraction)) return std::nullopt;
    hours += *half;
  } else if (time.two_parts && (fraction || *first > 24)) {
    time.writing = NumberWriting::kMinutes;
  }
  const double sign = negative ? -1 : 1;
  time.as_clock = sign * (((days.value_or(0) * 24 + hours) * 60 + *second) * 60 + third);
  time.as_minutes =
      time.two_parts ? sign * (days.value_or(0) * 86400 + *first * 60 + *second) : time.as_clock;
  time.number =
      exact_number(time.writing == NumberWriting::kClock ? time.as_clock : time.as_minutes);
  return time;
}

std::optional<WrittenNumber> parse_hexadecimal(std::string_view text) {
  const bool negative = take(text, '-');
  if (!text.starts_with("0x") && !text.starts_with("0X")) return std::nullopt;
  text.remove_prefix(2);
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53;
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value, 16);
  if (result.ec != std::errc() || result.ptr != end || value > kExact) return std::nullopt;
  const auto number = static_cast<double>(value);
  return WrittenNumber{.writing = NumberWriting::kHexadecimal,
                       .number = exact_number(negative ? -number : number)};
}

std::optional<WrittenNumber> parse_uncertain(std::string_view text) {
  static constexpr std::array<std::string_view, 3> kSigns = {"\u00B1", "+/-", "+-"};
  for (const std::string_view sign : kSigns) {
    const std::size_t at = text.find(sign);
    if (at == text.npos || at == 0) continue;
    const auto number = parse_number_text(text.substr(0, at));
    const auto spread = parse_number_text(text.substr(at + sign.size()));
    if (!number || !spread || spread->negative) return std::nullopt;
    return WrittenNumber{.writing = NumberWriting::kUncertain, .number = *number};
  }
  return std::nullopt;
}

std::optional<WrittenNumber> parse_truth(std::string_view text) {
  std::string lower;
  for (const char c : text.substr(0, 6)) lower += static_cast<char>(c | 32);
  if (lower != "true" && lower != "false") return std::nullopt;
  return WrittenNumber{.writing = NumberWriting::kTruth,
                       .number = exact_number(lower == "true" ? 1 : 0),
                       .sure = false};
}

}  // namespace

std::optional<NumberText> WrittenNumber::in(NumberWriting column) const {
  if (!are_of_one_family(writing, column)) return std::nullopt;
  if (column == NumberWriting::kClock) return exact_number(as_clock);
  if (column == NumberWriting::kMinutes) return exact_number(as_minutes);
  return number;
}

NumberText exact_number(double value) {
  NumberText number;
  number.notations = kAllNotations;
  number.exact = value;
  return number;
}

std::optional<WrittenNumber> parse_written_number(std::string_view text, NumberWriting family) {
  text = without_blanks(text);
  if (text.size() < 2 || text.size() > kLongest) return std::nullopt;
  switch (family) {
    case NumberWriting::kDecimal:
      return std::nullopt;
    case NumberWriting::kClock:
    case NumberWriting::kMinutes:
      return parse_time(text);
    case NumberWriting::kHexadecimal:
      return parse_hexadecimal(text);
    case NumberWriting::kUncertain:
      return parse_uncertain(text);
    case NumberWriting::kDuration:
      return parse_duration_text(text);
    case NumberWriting::kMagnitude:
      return parse_magnitude_text(text);
    case NumberWriting::kFeet:
      return parse_feet_text(text);
    case NumberWriting::kAngle:
      return parse_angle_text(text);
    case NumberWriting::kRange:
      return parse_range_text(text);
    case NumberWriting::kTruth:
      return parse_truth(text);
  }
  return std::nullopt;
}

std::optional<WrittenNumber> parse_written_number(std::string_view text) {
  for (const NumberWriting family : kWrittenFamilies) {
    auto written = parse_written_number(text, family);
    if (written && written->sure) return written;
  }
  return std::nullopt;
}

}  // namespace occam::data
