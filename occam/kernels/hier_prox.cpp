#include "occam/kernels/hier_prox.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace occam::kernels {
namespace {

constexpr int kMostSteps = 200;
constexpr double kTolerance = 1e-12;
// What s q is at most, as of a number that may not move (t = 0): f is then still known to 1e-6.
constexpr double kMostPull = 1e10;

/// A place among the a, and the line of f up to there: q and q * a summed over all larger ones.
struct Place {
  double a = 0, weight = 0, moment = 0;
};

class Row {
 public:
  Row(std::span<const float> p, std::span<const float> s, double limit, std::span<Place> places)
      : p_(p), s_(s), limit_(limit), places_(places) {
    std::sort(places.begin(), places.end(),
              [](const Place& l, const Place& r) { return l.a > r.a; });
    double weight = 0, moment = 0;
    for (Place& place : places) {
      place.moment = moment += place.weight * place.a;
      place.weight = weight += place.weight;
    }
    for (const float each : p) norm_ += double{each} * double{each};
    norm_ = std::sqrt(norm_);
    const auto [least, most] = std::minmax_element(s.begin(), s.end());
    equal_steps_ = *least == *most;
  }

  /// x, or 0.
  double root() const {
    if (!(norm_ > 0)) return 0;
    // The number of a that are above x.
    std::size_t low = 0, high = places_.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (is_below(places_[middle].a, middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const Line f = line(low);
    if (equal_steps_) {
      const double step = double{s_[0]};
      return std::max((norm_ - step * f.at_zero) / (1 + step * f.slope), 0.0);
    }
    const double least = low < places_.size() ? places_[low].a : 0.0;
    if (least == 0 && is_below(0, low)) return 0;
    return solve(f, least, low > 0 ? places_[low - 1].a : norm_);
  }

  /// The skip weight at this place, x > 0.
  double skip(std::size_t k, double x) const {
    const double p = double{p_[k]};
    return equal_steps_ ? p * (x / norm_) : p * x / (x + double{s_[k]} * f_at(x));
  }

 private:
  double f_at(double x) const {
    std::size_t above = 0;
    while (above < places_.size() && places_[above].a > x) ++above;
    return line(above)(x);
  }

  struct Line {
    double at_zero, slope;
    double operator()(double x) const { return at_zero + slope * x; }
  };
  /// f where the first `above` of the a are above x.
  Line line(std::size_t above) const {
    if (above == 0) return {limit_, 0};
    return {limit_ - places_[above - 1].moment, places_[above - 1].weight};
  }

  struct Sum {
    double value, fall;  ///< and -1/2 of its slope
  };
  /// sum((p / (x + s f))^2): infinite where a denominator is not above 0.
  Sum sum_at(double x, const Line& f) const {
    Sum sum{0, 0};
    const double f_of_x = f(x);
    for (std::size_t k = 0; k < p_.size(); ++k) {
      if (p_[k] == 0) continue;
      const double below = x + double{s_[k]} * f_of_x;
      if (!(below > 0)) return {std::numeric_limits<double>::infinity(), 0};
      const double square = double{p_[k]} / below * (double{p_[k]} / below);
      sum.value += square;
      sum.fall += square * (1 + double{s_[k]} * f.slope) / below;
    }
    return sum;
  }
  /// Is the root below x?
  bool is_below(double x, std::size_t above) const {
    const Line f = line(above);
    if (equal_steps_) return norm_ < x + double{s_[0]} * f(x);
    return sum_at(x, f).value < 1;
  }

  double solve(const Line& f, double low, double high) const {
    double x = 0.5 * (low + high);
    for (int step = 0; step < kMostSteps; ++step) {
      const Sum sum = sum_at(x, f);
      (sum.value > 1 ? low : high) = x;
      // Newton's on 1 - 1 / sqrt(sum), which is nearly straight.
      double next = x + (sum.value * std::sqrt(sum.value) - sum.value) / sum.fall;
      if (!(next > low && next < high)) next = 0.5 * (low + high);
      const double moved = std::abs(next - x);
      x = next;
      if (moved <= kTolerance * x) break;
    }
    return x;
  }

  std::span<const float> p_, s_;
  double limit_, norm_ = 0;
  std::span<Place> places_;
  bool equal_steps_ = false;
};

bool is_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

}  // namespace

std::size_t hier_prox_scratch_bytes(const HierProxSizes& sizes) {
  return static_cast<std::size_t>(sizes.bounded) * sizeof(Place);
}

void hier_prox(const float* p, const float* s, const float* a, const float* q, const float* limit,
               float* b, const HierProxSizes& sizes, std::byte* scratch, std::int64_t row_begin,
               std::int64_t row_end) {
  const auto skips = static_cast<std::size_t>(sizes.skips);
  const auto bounded = static_cast<std::size_t>(sizes.bounded);
  const std::span<Place> places(reinterpret_cast<Place*>(scratch), bounded);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const std::span<const float> points(p + r * sizes.skips, skips),
        steps(s + r * sizes.skips, skips);
    const std::span<const float> sizes_of(a + r * sizes.bounded, bounded);
    const float* const weights = q + r * sizes.bounded;
    const std::span<float> result(b + r * sizes.skips, skips);
    bool is_known =
        is_finite(points) && is_finite(steps) && is_finite(sizes_of) && std::isfinite(limit[r]);
    const double most = std::max(double{*std::max_element(steps.begin(), steps.end())}, 1e-30);
    for (std::size_t h = 0; h < bounded; ++h) {
      is_known = is_known && !std::isnan(weights[h]);
      places[h] = {double{sizes_of[h]}, std::min(double{weights[h]}, kMostPull / most), 0};
    }
    if (!is_known) {
      std::fill(result.begin(), result.end(), std::numeric_limits<float>::quiet_NaN());
      continue;
    }
    const Row row(points, steps, double{limit[r]}, places);
    const double x = row.root();
    for (std::size_t k = 0; k < skips; ++k)
      result[k] = static_cast<float>(x > 0 ? row.skip(k, x) : 0.0) + 0.0f;  // no -0
  }
}

}  // namespace occam::kernels
