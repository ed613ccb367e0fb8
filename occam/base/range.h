#pragma once

#include <limits>
#include <string>

namespace occam {

/// Which numbers an option accepts, and how a message says it.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false, high_open = false;

  bool contains(double value) const {
    return (low_open ? value > low : value >= low) && (high_open ? value < high : value <= high);
  }
};

constexpr Range at_least(double low) { return {.low = low}; }
constexpr Range above(double low) { return {.low = low, .low_open = true}; }
constexpr Range between(double low, double high) { return {.low = low, .high = high}; }
constexpr Range from_below(double low, double high) {
  return {.low = low, .high = high, .high_open = true};
}

/// "a finite number >= 0", "an integer in [0, 1)".
std::string to_text(const Range& range, bool integer);

}  // namespace occam
