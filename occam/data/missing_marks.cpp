#include "occam/data/missing_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace occam::data {
namespace {

constexpr std::int64_t kLeastCells = 2;

/// 99, 999, ... up to twelve digits.
bool repeats_a_digit(double size) {
  if (size != std::floor(size) || size < 77 || size >= 1e12) return false;
  auto rest = static_cast<std::int64_t>(size);
  const std::int64_t digit = rest % 10;
  if (digit < 7) return false;
  while (rest > 0) {
    if (rest % 10 != digit) return false;
    rest /= 10;
  }
  return true;
}

}  // namespace

bool is_missing_mark(double number) {
  constexpr std::array<double, 5> kOthers = {999.25, 1e20, 1e30, 1e36, 9.96921e36};
  const double size = std::abs(number);
  if (repeats_a_digit(size)) return true;
  // 99.9, 999.99: nines with nines behind the point.
  for (const double shift : {10.0, 100.0}) {
    const double whole = std::round(size * shift);
    const bool nines = std::fmod(whole, 10) == 9 && repeats_a_digit(whole) && whole >= 99 * shift;
    if (nines && std::abs(size * shift - whole) < 1e-6) return true;
  }
  constexpr std::array<double, 6> kNegative = {-100, -200, -500, -1000, -32768, -2147483648.0};
  if (std::find(kNegative.begin(), kNegative.end(), number) != kNegative.end()) return true;
  return std::any_of(kOthers.begin(), kOthers.end(),
                     [&](double other) { return std::abs(size - other) <= 1e-6 * other; });
}

std::optional<MissingMark> missing_mark(const Column& column) {
  if (column.kind() != ColumnKind::kNumber) return std::nullopt;
  std::vector<MissingMark> marks;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto numbers = column.numbers();
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    const double number = numbers[row];
    if (!std::isfinite(number)) continue;
    if (!is_missing_mark(number)) {
      low = std::min(low, number);
      high = std::max(high, number);
      continue;
    }
    auto mark = std::find_if(marks.begin(), marks.end(),
                             [&](const MissingMark& each) { return each.value == number; });
    // More of them than people use are numbers.
    constexpr std::size_t kMostMarks = 8;
    if (mark == marks.end()) {
      if (marks.size() == kMostMarks) return std::nullopt;
      marks.push_back({.value = number, .first_row = static_cast<std::int64_t>(row)});
      mark = marks.end() - 1;
    }
    ++mark->cells;
  }
  std::optional<MissingMark> found;
  for (MissingMark& mark : marks) {
    // Between the others it is negative.
    const double distance = std::max(low - mark.value, mark.value - high);
    mark.low = low;
    mark.high = high;
    const bool far = high > low && distance > high - low;
    if (!far || mark.cells < kLeastCells) continue;
    if (!found || mark.cells > found->cells) found = mark;
  }
  return found;
}

}  // namespace occam::data
