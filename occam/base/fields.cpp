#include "occam/base/fields.h"

#include <cmath>
#include <limits>

namespace occam {

std::string to_text(const Range& range, bool integer) {
  const std::string noun = integer ? "an integer" : "a finite number";
  const bool below = std::isfinite(range.high), above = std::isfinite(range.low);
  if (above && below) {
    return noun + " in " + (range.low_open ? "(" : "[") + to_text(range.low) + ", " +
           to_text(range.high) + (range.high_open ? ")" : "]");
  }
  if (above) return noun + (range.low_open ? " > " : " >= ") + to_text(range.low);
  if (below) return noun + (range.high_open ? " < " : " <= ") + to_text(range.high);
  return noun;
}

void check_number(std::string_view where, std::string_view name, double value, const Range& range,
                  bool integer) {
  if (std::isfinite(value) && range.contains(value)) return;
  throw_invalid_value(where, name, to_text(range, integer), to_text(value));
}

void check_float32(std::string_view where, std::string_view name, double value,
                   const Range& range) {
  check_number(where, name, value, range, false);
  constexpr double kLargest = std::numeric_limits<float>::max();
  if (std::abs(value) > kLargest) {
    throw_invalid_value(where, name,
                        to_text(range, false) + " that float32 can hold, at most 3.4e38",
                        to_text(value));
  }
  // Too small for float32 is 0, where 0 is accepted.
  const bool vanishes = value != 0 && static_cast<float>(value) == 0.0f;
  if (vanishes && !range.contains(0)) {
    throw_invalid_value(where, name, to_text(range, false) + " that is not 0 in float32",
                        to_text(value));
  }
}

void check_choice(std::string_view where, std::string_view name, std::string_view value,
                  const Choices& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  const std::vector<std::string_view> known(choices.begin(), choices.end());
  throw_unknown_name(std::string(where) + " " + std::string(name), value, known);
}

namespace fields_detail {

void throw_other_kind(std::string_view where, std::string_view name, std::string_view noun,
                      const Config& received) {
  throw_invalid_value(where, name, noun, to_text(received));
}

void throw_no_arguments(std::string_view where, const Config& received) {
  throw InvalidArgument(std::string(where) +
                        ": Expected arguments by name. Received: " + to_text(received));
}

}  // namespace fields_detail

}  // namespace occam
