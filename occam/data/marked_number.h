#pragma once

#include <optional>
#include <string_view>

#include "occam/data/number_text.h"

namespace occam::data {

/// A text without the marks around it.
struct UnmarkedText {
  std::string_view text = {};
  bool marked = false;
};

/// Signs in front ("<0.01", ">= 5", "~7", "#3", "ca. 12", "'0123" of spreadsheets) and behind
/// ("10+", "7*", "3 †", "1,234[2]") that say something about a number.
UnmarkedText without_marks(std::string_view text);

/// A number with such a mark; none when it has none, or is no number without it.
std::optional<NumberText> parse_marked_number(std::string_view text);

}  // namespace occam::data
