#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "occam/data/reading.h"

namespace occam::data {

/// Which orders of its parts make a date of a text: bit i stands for DateOrder i.
using DateOrders = std::uint32_t;
inline constexpr std::size_t kDateOrders = 8;
constexpr DateOrders order_bit(DateOrder order) { return DateOrders{1} << static_cast<int>(order); }

/// A text that is a date of the calendar in at least one order.
struct DateText {
  DateOrders orders = 0;
  bool time = false;
  bool zone = false;
  bool two_digits = false;
  char separator = '-';  ///< between numbers; a space where the month has a name

  /// Days since 1970-01-01, with the time of day as a fraction. REQUIRES: an order among `orders`.
  double days(DateOrder order) const;

  int parts[3] = {};       ///< numbers as they stand; the month's where it has a name
  double time_days = 0.0;  ///< time of day less the zone's offset
};

/// Reads "2021-03-04T12:30:00Z", "04.03.2021", "3/4/21 5:30 PM", "Thu, 4 March 2021", "Mar 2021",
/// "Mar-21", "2021Q1", "2021-W05". None when the text is no date of the (proleptic Gregorian)
/// calendar.
std::optional<DateText> parse_date_text(std::string_view text);

/// Days since 1970-01-01 of 20210304; none when that is no date of 1900 to 2100.
std::optional<double> compact_date(double number);

}  // namespace occam::data
