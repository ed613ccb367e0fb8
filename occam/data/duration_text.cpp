#include "occam/data/duration_text.h"

#include <array>
#include <cstddef>
#include <string>

#include "occam/data/text_cursor.h"

namespace occam::data {
namespace {

constexpr double kDay = 86400, kYear = 365.25 * kDay;

struct TimeUnit {
  double seconds = 0.0;
  std::array<std::string_view, 4> names = {};  ///< singular, small letters
};

/// The longest first.
constexpr std::array<TimeUnit, 8> kUnits = {{{kYear, {"y", "yr", "year"}},
                                             {kYear / 12, {"mo", "mon", "mth", "month"}},
                                             {7 * kDay, {"w", "wk", "week"}},
                                             {kDay, {"d", "day"}},
                                             {3600, {"h", "hr", "hour"}},
                                             {60, {"m", "min", "minute"}},
                                             {1, {"s", "sec", "second"}},
                                             {1e-3, {"ms", "msec", "millisecond"}}}};
constexpr int kMonths = 1, kMinutes = 5;

/// The place of the unit among kUnits; -1: none.
int unit_named(std::string_view word) {
  if (word == "M") return kMonths;
  std::string small;
  for (const char c : word) small += static_cast<char>(c | 32);
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    for (const std::string_view name : kUnits[i].names) {
      const bool plural = small.size() == name.size() + 1 && small.ends_with('s') &&
                          name.size() >= 2 && small.starts_with(name);
      if (!name.empty() && (small == name || plural)) return static_cast<int>(i);
    }
  }
  return -1;
}

double seconds_of(int unit) { return kUnits[static_cast<std::size_t>(unit)].seconds; }

/// "T2H5M", "1DT12H", behind the P: in front of the T M is months, behind it minutes.
std::optional<double> parse_iso(TextCursor cursor) {
  double seconds = 0;
  bool time = false, some = false;
  while (!cursor.done()) {
    if (!time && cursor.take('T')) time = true;
    const auto number = cursor.take_decimal();
    if (!number) return std::nullopt;
    const std::string_view letter = cursor.take_letter();
    const int unit = letter == "M" && time ? kMinutes : unit_named(letter);
    const bool of_time = letter == "H" || letter == "S" || (letter == "M" && time);
    if (unit < 0 || of_time != time) return std::nullopt;
    seconds += *number * seconds_of(unit);
    some = true;
  }
  return some ? std::optional(seconds) : std::nullopt;
}

}  // namespace

std::optional<WrittenNumber> parse_duration_text(std::string_view text) {
  TextCursor cursor(text);
  const bool negative = cursor.take('-');
  if (!negative) cursor.take('+');
  WrittenNumber written{.writing = NumberWriting::kDuration};
  if (cursor.take('P')) {
    const auto seconds = parse_iso(cursor);
    if (!seconds) return std::nullopt;
    written.number = exact_number(negative ? -*seconds : *seconds);
    return written;
  }
  double seconds = 0;
  int parts = 0, last = -1;
  while (!cursor.done()) {
    const auto number = cursor.take_decimal();
    if (!number) return std::nullopt;
    cursor.take_blanks();
    const int unit = unit_named(cursor.take_word());
    if (unit <= last) return std::nullopt;
    seconds += *number * seconds_of(unit);
    last = written.part = unit;
    ++parts;
    cursor.take('.');
    cursor.take(',');
    cursor.take_one(std::array<std::string_view, 1>{"and "});
    cursor.take_blanks();
  }
  if (parts == 0) return std::nullopt;
  written.sure = parts > 1;
  written.number = exact_number(negative ? -seconds : seconds);
  return written;
}

}  // namespace occam::data
