#include "occam/data/robust_scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace occam::data {
namespace {

/// Partially sorts `values` on the way. REQUIRES: not empty.
double quantile(std::vector<double>& values, double share) {
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(std::floor(position));
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double low = values[static_cast<std::size_t>(below)];
  const double part = position - static_cast<double>(below);
  if (part == 0) return low;
  const double high = *std::min_element(values.begin() + below + 1, values.end());
  return low + (high - low) * part;
}

}  // namespace

RobustScale robust_scale(std::span<const double> values) {
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  const double centre = quantile(sorted, 0.5);
  const double quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (quartiles > 0 && std::isfinite(1 / quartiles)) return {centre, 1 / quartiles};
  const auto [least, most] = std::minmax_element(sorted.begin(), sorted.end());
  const double scale = 2 / (*most - *least);
  return {centre, std::isfinite(scale) ? scale : 0.0};
}

}  // namespace occam::data
