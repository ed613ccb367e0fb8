#include "occam/evaluation/temperature.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace occam::evaluation {
namespace {

/// The mean loss and its derivatives by 1 / T.
struct Point {
  double loss = 0, slope = 0, curvature = 0;
};

/// One row at inverse temperature b. With z_k less than their largest m: ln sum exp(b z) = b m +
/// ln sum exp(b (z - m)), whose derivatives are the mean and the variance of z under p.
Point row_at(std::span<const float> z, std::span<const float> targets, bool label, double b) {
  const double zero = 0, single = z.size() == 1 ? 1 : 0;  // a sigmoid: the classes' logits are 0, z
  double largest = single != 0 ? zero : -HUGE_VAL;
  for (const float logit : z) largest = std::max(largest, static_cast<double>(logit));
  double total = single * std::exp(b * (zero - largest));
  double first = total * (zero - largest), second = first * (zero - largest);
  const double rest = single != 0 && !label ? 1 - static_cast<double>(targets[0]) : 0;
  double wanted = rest * (zero - largest), all = rest;  // sums of target * (z - m), of target
  for (std::size_t k = 0; k < z.size(); ++k) {
    const double d = static_cast<double>(z[k]) - largest, e = std::exp(b * d);
    total += e;
    first += e * d;
    second += e * d * d;
    if (label) continue;
    wanted += static_cast<double>(targets[k]) * d;
    all += static_cast<double>(targets[k]);
  }
  if (label) {
    wanted = static_cast<double>(z[static_cast<std::size_t>(targets[0])]) - largest;
    all = 1;
  }
  const double mean = first / total;
  return {all * std::log(total) - b * wanted, all * mean - wanted,
          all * std::max(0.0, second / total - mean * mean)};
}

Point mean_at(const LogitRows& rows, double b) {
  const auto classes = static_cast<std::size_t>(rows.classes);
  const std::size_t width = rows.labels ? 1 : classes, count = rows.rows();
  Point sum;
  for (std::size_t i = 0; i < count; ++i) {
    const Point row = row_at({rows.logits.data() + i * classes, classes},
                             {rows.targets.data() + i * width, width}, rows.labels, b);
    const double weight = rows.weights.empty() ? 1.0 : static_cast<double>(rows.weights[i]);
    sum.loss += weight * row.loss;
    sum.slope += weight * row.slope;
    sum.curvature += weight * row.curvature;
  }
  const auto n = static_cast<double>(count);
  return {sum.loss / n, sum.slope / n, sum.curvature / n};
}

}  // namespace

double log_loss(const LogitRows& rows, double temperature) {
  return mean_at(rows, 1 / temperature).loss;
}

double best_temperature(const LogitRows& rows) {
  constexpr double kTolerance = 1e-10;
  double low = 1 / kMaxTemperature, high = kMaxTemperature, b = 1;
  Point at = mean_at(rows, b);
  if (!std::isfinite(at.slope) || (at.slope == 0 && at.curvature == 0)) return 1;
  if (mean_at(rows, low).slope >= 0) return 1 / low;
  if (mean_at(rows, high).slope <= 0) return 1 / high;
  double last = high / low;  // factor of the step before
  while (at.slope != 0 && high / low > 1 + kTolerance) {
    (at.slope < 0 ? low : high) = b;
    double next = b - at.slope / at.curvature;
    const double middle = std::sqrt(low * high);
    // No part of the bracket, or hardly nearer than the step before: half of it, by factor.
    const bool inside = next > low && next < high;
    const double factor = inside ? std::max(next / b, b / next) : 0;
    if (!inside || std::log(factor) > 0.5 * std::log(last)) next = middle;
    last = std::max(next / b, b / next);
    const double moved = std::abs(next - b);
    b = next;
    if (moved <= kTolerance * b) break;
    at = mean_at(rows, b);
  }
  return 1 / b;
}

}  // namespace occam::evaluation
