#include "occam/kernels/group_radius.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace occam::kernels {
namespace {

constexpr double kTolerance = 1e-12;
constexpr int kMostSteps = 100;
constexpr std::int64_t kLanes = 8;  // of a sum, so that its order is defined and vectors fit

/// Sums of what `term(c)` returns, lane by lane.
template <std::size_t kSums, class Term>
std::array<double, kSums> sums_of(std::int64_t cols, const Term& term) {
  double lanes[kSums][kLanes] = {};
  const auto add = [&](std::int64_t lane, std::int64_t c) {
    const std::array<double, kSums> terms = term(c);
    for (std::size_t k = 0; k < kSums; ++k) lanes[k][lane] += terms[k];
  };
  std::int64_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    for (std::int64_t lane = 0; lane < kLanes; ++lane) add(lane, c + lane);
  }
  for (std::int64_t lane = 0; c < cols; ++c, ++lane) add(lane, c);
  std::array<double, kSums> sums;
  for (std::size_t k = 0; k < kSums; ++k) {
    const double* const own = lanes[k];
    sums[k] = ((own[0] + own[4]) + (own[2] + own[6])) + ((own[1] + own[5]) + (own[3] + own[7]));
  }
  return sums;
}

double radius_of(const float* p, const float* t, std::int64_t cols) {
  using One = std::array<double, 1>;
  const double norm = std::sqrt(
      sums_of<1>(cols, [&](std::int64_t c) { return One{double{p[c]} * double{p[c]}}; })[0]);
  float least = t[0], most = t[0];
  bool is_nan = std::isnan(norm);
  for (std::int64_t c = 0; c < cols; ++c) {
    least = std::min(least, t[c]);
    most = std::max(most, t[c]);
    is_nan = is_nan || std::isnan(t[c]);
  }
  if (is_nan) return std::nan("");
  // With all t at their least or their most the sum is 1 at norm - t.
  double high = norm - double{least}, low = norm - double{most};
  if (!(high > 0)) return 0;
  if (least == most) return high;
  if (!(low > 0)) {
    // A t of 0 keeps its element whole; one without a number to keep counts for nothing.
    const double at_zero = sums_of<1>(cols, [&](std::int64_t c) {
      const double ratio = p[c] == 0 ? 0 : double{p[c]} / double{t[c]};
      return One{ratio * ratio};
    })[0];
    if (!(at_zero > 1)) return 0;
    low = 0;
  }
  double x = low > 0 ? low : 0.5 * high;
  for (int step = 0; step < kMostSteps; ++step) {
    // The sum, and -1/2 of its slope.
    const auto [value, fall] = sums_of<2>(cols, [&](std::int64_t c) {
      const double below = 1.0 / (x + double{t[c]}), ratio = double{p[c]} * below;
      return std::array<double, 2>{ratio * ratio, ratio * ratio * below};
    });
    (value > 1 ? low : high) = x;
    double next = x + (value * std::sqrt(value) - value) / fall;
    if (!(next >= low && next <= high)) next = 0.5 * (low + high);
    const double moved = std::abs(next - x);
    x = next;
    if (moved <= kTolerance * x) break;
  }
  return x;
}

}  // namespace

void group_radius(const float* p, const float* t, float* radius, std::int64_t cols,
                  std::int64_t row_begin, std::int64_t row_end) {
  for (std::int64_t r = row_begin; r < row_end; ++r)
    radius[r] = static_cast<float>(radius_of(p + r * cols, t + r * cols, cols));
}

}  // namespace occam::kernels
