#include "occam/base/fields.h"

#include <cmath>

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

}  // namespace occam
