#pragma once

#include <cstdint>
#include <optional>

#include "occam/data/table.h"

namespace occam::data {

/// A number that people write where there is none: -999, 99, 9999.9, -32768, 1e20.
struct MissingMark {
  double value = 0.0;
  std::int64_t cells = 0;
  std::int64_t first_row = -1;
  double low = 0.0, high = 0.0;  ///< of the other numbers
};

/// Whether the number is one of them: two or more equal digits 7, 8 or 9 with a decimal 9 perhaps,
/// of either sign; the smallest whole numbers of 16 and 32 bits; -999.25 of well logs; 1e20, 1e30,
/// 1e36 and 9.96921e36 of climate data, of either sign.
bool is_missing_mark(double number);

/// The mark of a column of numbers: in two cells at least, and farther from all other numbers than
/// these, two different ones at least, are from each other. Of several marks (998 is none, 888 and
/// 999 are) the one in the most cells. None where there is none; nothing is changed.
std::optional<MissingMark> missing_mark(const Column& column);

}  // namespace occam::data
