#include "occam/data/date_text.h"

#include <array>
#include <chrono>
#include <cmath>
#include <utility>

#include "occam/data/blanks.h"
#include "occam/data/text_cursor.h"

namespace occam::data {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonthNames = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// The place of the name that `word` is or abbreviates with three letters or more, from 1; 0: none.
template <std::size_t N>
int named(std::string_view word, const std::array<std::string_view, N>& names) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < N; ++i) {
    if (word.size() > names[i].size()) continue;
    bool equal = true;
    for (std::size_t k = 0; k < word.size(); ++k) equal &= (word[k] | 32) == names[i][k];
    if (equal) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool is_day(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && day >= 1 &&
         year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

double day_number(int year, int month, int day) {
  const std::chrono::sys_days days{year_month_day(std::chrono::year(year),
                                                  std::chrono::month(static_cast<unsigned>(month)),
                                                  std::chrono::day(static_cast<unsigned>(day)))};
  return static_cast<double>(days.time_since_epoch().count());
}

/// "12", "12:30", "12:30:05.25", each with AM or PM; the result in days.
std::optional<double> take_time(TextCursor& cursor) {
  const auto hour = cursor.take_number();
  if (!hour || hour->second > 2) return std::nullopt;
  double hours = hour->first, minutes = 0, seconds = 0;
  const bool has_minutes = cursor.take(':');
  if (has_minutes) {
    const auto minute = cursor.take_number();
    if (!minute || minute->second != 2 || minute->first > 59) return std::nullopt;
    minutes = minute->first;
    if (cursor.take(':')) {
      const auto second = cursor.take_number();
      if (!second || second->second != 2 || second->first > 60) return std::nullopt;
      seconds = second->first;
      if (cursor.peek() == '.' || cursor.peek() == ',') {
        cursor.take(cursor.peek());
        const auto fraction = cursor.take_number();
        if (!fraction) return std::nullopt;
        seconds += fraction->first / std::pow(10.0, fraction->second);
      }
    }
  }
  TextCursor behind = cursor;
  behind.take_blanks();
  const std::string_view half = behind.take_word();
  const bool is_half =
      half.size() == 2 && (half[1] | 32) == 'm' && ((half[0] | 32) == 'a' || (half[0] | 32) == 'p');
  if (is_half) {
    if (hours < 1 || hours > 12) return std::nullopt;
    hours = (hours == 12 ? 0 : hours) + ((half[0] | 32) == 'p' ? 12 : 0);
    cursor = behind;
  } else if (!has_minutes) {
    return std::nullopt;
  }
  if (hours > 24 || (hours == 24 && minutes + seconds > 0)) return std::nullopt;
  return (hours + (minutes + seconds / 60) / 60) / 24;
}

/// "Z", "UTC", "+02:00", "-0530"; the offset in days.
std::optional<double> take_zone(TextCursor& cursor) {
  if (cursor.at_letter()) {
    const std::string_view word = cursor.take_word();
    if (word == "Z" || word == "z" || word == "UTC" || word == "GMT") return 0.0;
    return std::nullopt;
  }
  const bool negative = cursor.peek() == '-';
  if (!cursor.take('+') && !cursor.take('-')) return std::nullopt;
  const auto number = cursor.take_number();
  if (!number || (number->second != 2 && number->second != 4)) return std::nullopt;
  int hours = number->second == 2 ? number->first : number->first / 100;
  int minutes = number->second == 2 ? 0 : number->first % 100;
  if (number->second == 2 && cursor.take(':')) {
    const auto more = cursor.take_number();
    if (!more || more->second != 2) return std::nullopt;
    minutes = more->first;
  }
  if (hours > 14 || minutes > 59) return std::nullopt;
  const double offset = (hours + minutes / 60.0) / 24;
  return negative ? -offset : offset;
}

/// What may stand behind a date: a time and a zone. False when something else does.
bool take_rest(TextCursor& cursor, DateText& date) {
  if (cursor.done()) return true;
  const bool comma = cursor.take(',');
  const bool t = !comma && (cursor.take('T') || cursor.take('t'));
  const bool blanks = cursor.take_blanks();
  if (!t && !blanks) return false;
  const auto time = take_time(cursor);
  if (!time) return false;
  date.time = true;
  date.time_days = *time;
  cursor.take_blanks();
  if (cursor.done()) return true;
  const auto offset = take_zone(cursor);
  if (!offset || !cursor.done()) return false;
  date.zone = true;
  date.time_days -= *offset;
  return true;
}

int full_year(std::pair<int, int> number) {
  if (number.second != 2) return number.first;
  return number.first + (number.first >= 69 ? 1900 : 2000);
}

bool is_year(std::pair<int, int> number) { return number.second == 4 && number.first > 0; }
bool is_short(std::pair<int, int> number) { return number.second <= 2; }

/// Three numbers, or two of which one is a year, with one separator.
bool parse_numbers(TextCursor& cursor, DateText& date) {
  const auto first = cursor.take_number();
  if (!first) return false;
  date.separator = cursor.peek();
  if (date.separator != '-' && date.separator != '/' && date.separator != '.') return false;
  cursor.take(date.separator);
  const auto second = cursor.take_number();
  if (!second) return false;
  if (!cursor.take(date.separator)) {
    // 2021-03, 03/2021: with a point it would be a number.
    if (!cursor.done() || date.separator == '.') return false;
    const bool year_first = is_year(*first) && second->second == 2;
    if (!year_first && !(is_short(*first) && is_year(*second))) return false;
    date.parts[0] = year_first ? first->first : second->first;
    date.parts[1] = year_first ? second->first : first->first;
    date.parts[2] = 1;
    if (!is_day(date.parts[0], date.parts[1], 1)) return false;
    date.orders = order_bit(DateOrder::kYearMonth);
    return true;
  }
  const auto third = cursor.take_number();
  if (!third || !is_short(*second)) return false;
  if (is_year(*first)) {
    if (!is_short(*third) || !is_day(first->first, second->first, third->first)) return false;
    date.orders = order_bit(DateOrder::kYearMonthDay);
    date.parts[0] = first->first;
    date.parts[1] = second->first;
    date.parts[2] = third->first;
    return true;
  }
  if (!is_short(*first) || !(is_year(*third) || third->second == 2)) return false;
  date.two_digits = third->second == 2;
  const int year = full_year(*third);
  if (is_day(year, second->first, first->first)) date.orders |= order_bit(DateOrder::kDayMonthYear);
  if (is_day(year, first->first, second->first)) date.orders |= order_bit(DateOrder::kMonthDayYear);
  date.parts[0] = first->first;
  date.parts[1] = second->first;
  date.parts[2] = year;
  return date.orders != 0;
}

/// Between the parts of a date with a month's name: blanks, a comma, a point or a hyphen.
void take_between(TextCursor& cursor) {
  if (!cursor.take('-') && !cursor.take('/')) {
    cursor.take('.');
    cursor.take(',');
  }
  cursor.take_blanks();
}

bool set_named(DateText& date, int year, int month, int day, DateOrder order) {
  if (!is_day(year, month, day)) return false;
  date.orders = order_bit(order);
  date.separator = ' ';
  date.parts[0] = year;
  date.parts[1] = month;
  date.parts[2] = day;
  return true;
}

/// Of dates without one: it has a 29th of February.
constexpr int kNoYear = 2000;

/// Behind a month "-94", "'94", as spreadsheets write years; "Mar 04" would be a day.
bool parse_short_year(TextCursor& cursor, int month, DateText& date) {
  TextCursor behind = cursor;
  if (!behind.take('-') && !behind.take('\'')) return false;
  const auto year = behind.take_number();
  if (!year || year->second != 2 || !behind.done()) return false;
  cursor = behind;
  date.two_digits = true;
  return set_named(date, full_year(*year), month, 1, DateOrder::kYearMonth);
}

/// "Mar 4, 2021", "4 March 2021", "04-Mar-21", "2021 Mar 4", "Mar 2021", "2021-Mar",
/// "Mar-21".
bool parse_named(TextCursor& cursor, DateText& date) {
  std::optional<std::pair<int, int>> before, behind, last;
  if (cursor.at_digit()) {
    before = cursor.take_number();
    if (!before) return false;
    take_between(cursor);
  }
  const int month = named(cursor.take_word(), kMonthNames);
  if (month == 0) return false;
  if (!before && parse_short_year(cursor, month, date)) return true;
  const TextCursor behind_month = cursor;
  take_between(cursor);
  behind = cursor.take_number();
  if (before && is_short(*before) && (!behind || cursor.peek() == ':')) {  // "22 Mar", a time
    cursor = behind_month;
    return set_named(date, kNoYear, month, before->first, DateOrder::kMonthDay);
  }
  if (!behind) {  // "1977-Jan"
    return before && is_year(*before) && cursor.done() &&
           set_named(date, before->first, month, 1, DateOrder::kYearMonth);
  }
  if (!before) {
    TextCursor further = cursor;
    take_between(further);
    last = further.take_number();
    if (last && is_year(*last)) {
      cursor = further;
      return is_short(*behind) &&
             set_named(date, last->first, month, behind->first, DateOrder::kMonthName);
    }
    if (is_short(*behind))  // "Mar 22", a time
      return set_named(date, kNoYear, month, behind->first, DateOrder::kMonthDay);
    return is_year(*behind) && set_named(date, behind->first, month, 1, DateOrder::kYearMonth);
  }
  if (is_year(*before)) {
    return is_short(*behind) &&
           set_named(date, before->first, month, behind->first, DateOrder::kMonthName);
  }
  date.two_digits = behind->second == 2;
  return is_short(*before) && (is_year(*behind) || date.two_digits) &&
         set_named(date, full_year(*behind), month, before->first, DateOrder::kMonthName);
}

/// The Monday of the week of ISO 8601: the first has the year's first Thursday.
double monday_of(int year, int week) {
  const double fourth = day_number(year, 1, 4);                       // is in the first week
  const double weekday = std::fmod(std::fmod(fourth + 3, 7) + 7, 7);  // 1970-01-01 was a Thursday
  return fourth - weekday + 7 * (week - 1);
}

/// "2021Q1", "2021-Q1", "Q1 2021", "2021-W05": the first day of it.
bool parse_year_part(TextCursor& cursor, DateText& date) {
  const auto take_year = [&]() -> std::optional<int> {
    const auto number = cursor.take_number();
    if (!number || !is_year(*number)) return std::nullopt;
    return number->first;
  };
  const auto take_hyphen = [&] {
    if (!cursor.take('-') && !cursor.take('/') && !cursor.take(':')) cursor.take_blanks();
  };
  std::optional<int> year;
  if (cursor.at_digit()) {
    year = take_year();
    if (!year) return false;
    take_hyphen();
  }
  const bool week = cursor.take('W');
  if (!week && !cursor.take('Q') && !cursor.take('q')) return false;
  const auto part = cursor.take_number();
  if (!part || part->second > 2) return false;
  if (!year) {
    take_hyphen();
    year = take_year();
  }
  if (!year || !cursor.done() || part->first < 1 || part->first > (week ? 53 : 4)) return false;
  date.orders = order_bit(DateOrder::kYearPart);
  date.parts[0] = *year;
  date.parts[1] = week ? 1 : 3 * part->first - 2;
  date.parts[2] = 1;
  if (week) date.time_days = monday_of(*year, part->first) - day_number(*year, 1, 1);
  return true;
}

/// "Thu, ": a weekday in front says nothing new.
void take_weekday(TextCursor& cursor) {
  TextCursor behind = cursor;
  if (named(behind.take_word(), kWeekdays) == 0) return;
  behind.take('.');
  const bool comma = behind.take(',');
  if (behind.take_blanks() || comma) cursor = behind;
}

/// "01:10 22 Mar", "8:30 PM, 4 March 2021": the time in front of a date.
std::optional<double> take_time_in_front(TextCursor& cursor) {
  TextCursor behind = cursor;
  if (!behind.take_number() || behind.peek() != ':') return std::nullopt;
  behind = cursor;
  const auto time = take_time(behind);
  const bool comma = time && behind.take(',');
  if (!time || (!behind.take_blanks() && !comma) || behind.done()) return std::nullopt;
  cursor = behind;
  return time;
}

}  // namespace

double DateText::days(DateOrder order) const {
  const bool day_first = order == DateOrder::kDayMonthYear;
  const bool year_last = day_first || order == DateOrder::kMonthDayYear;
  const int year = year_last ? parts[2] : parts[0];
  const int month = day_first ? parts[1] : year_last ? parts[0] : parts[1];
  const int day = day_first ? parts[0] : year_last ? parts[1] : parts[2];
  return day_number(year, month, day) + time_days;
}

std::optional<DateText> parse_date_text(std::string_view text) {
  constexpr std::size_t kShortest = 5, kLongest = 64;
  text = without_blanks(text);
  if (text.size() < kShortest || text.size() > kLongest) return std::nullopt;
  DateText date;
  TextCursor cursor(text);
  take_weekday(cursor);
  const auto earlier = take_time_in_front(cursor);
  TextCursor start = cursor;
  if (!cursor.at_digit() || !parse_numbers(cursor, date)) {
    cursor = start;
    date = {};
    if (!parse_named(cursor, date)) {
      cursor = start;
      date = {};
      if (parse_year_part(cursor, date)) return date;
      return std::nullopt;
    }
  }
  if (earlier) {
    date.time = true;
    date.time_days = *earlier;
    return cursor.done() ? std::optional(date) : std::nullopt;
  }
  if (!take_rest(cursor, date)) return std::nullopt;
  // "4 Mar" alone may be a name.
  const bool no_year = date.orders == order_bit(DateOrder::kMonthDay);
  return no_year && !date.time ? std::nullopt : std::optional(date);
}

std::optional<double> compact_date(double number) {
  if (!(number >= 19000101 && number <= 21001231) || number != std::floor(number)) {
    return std::nullopt;
  }
  const int digits = static_cast<int>(number);
  const int year = digits / 10000, month = digits / 100 % 100, day = digits % 100;
  if (!is_day(year, month, day)) return std::nullopt;
  return day_number(year, month, day);
}

}  // namespace occam::data
