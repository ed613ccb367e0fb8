#include "occam/kernels/group_radius.h"

#include <algorithm>
#include <cmath>

namespace occam::kernels {
namespace {

constexpr double kTolerance = 1e-12;
constexpr int kMostSteps = 100;
constexpr std::int64_t kLanes = 8;  // of a sum, so that its order is defined and vectors fit

/// Sums a row's terms lane by lane.
template <class Term>
double sum_of(std::int64_t cols, const Term& term) {
  double lanes[kLanes] = {};
  std::int64_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    for (std::int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += term(c + lane);
  }
  for (std::int64_t lane = 0; c < cols; ++c, ++lane) lanes[lane] += term(c);
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
         ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/// sum((p / (x + t))^2) and sum(p^2 / (x + t)^3), which is -1/2 of its slope.
struct Sums {
  double value = 0, fall = 0;
};

Sums sums_at(const float* p, const float* t, std::int64_t cols, double x) {
  double value[kLanes] = {}, fall[kLanes] = {};
  const auto add = [&](std::int64_t lane, std::int64_t c) {
    const double below = 1.0 / (x + static_cast<double>(t[c]));
    const double ratio = static_cast<double>(p[c]) * below;
    value[lane] += ratio * ratio;
    fall[lane] += ratio * ratio * below;
  };
  std::int64_t c = 0;
  for (; c + kLanes <= cols; c += kLanes) {
    for (std::int64_t lane = 0; lane < kLanes; ++lane) add(lane, c + lane);
  }
  for (std::int64_t lane = 0; c < cols; ++c, ++lane) add(lane, c);
  const auto total = [](const double* lanes) {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
           ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  };
  return {total(value), total(fall)};
}

double radius_of(const float* p, const float* t, std::int64_t cols) {
  const double norm =
      std::sqrt(sum_of(cols, [&](std::int64_t c) { return double{p[c]} * double{p[c]}; }));
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
    const double at_zero = sum_of(cols, [&](std::int64_t c) {
      const double ratio = p[c] == 0 ? 0 : double{p[c]} / double{t[c]};
      return ratio * ratio;
    });
    if (!(at_zero > 1)) return 0;
    low = 0;
  }
  double x = low > 0 ? low : 0.5 * high;
  for (int step = 0; step < kMostSteps; ++step) {
    const Sums sums = sums_at(p, t, cols, x);
    (sums.value > 1 ? low : high) = x;
    double next = x + (sums.value * std::sqrt(sums.value) - sums.value) / sums.fall;
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
