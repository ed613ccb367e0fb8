#include "occam/evaluation/penalties.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "occam/base/errors.h"

namespace occam::evaluation {

std::vector<double> penalty_grid(double scale, double most, int count) {
  std::vector<double> penalties;
  for (int i = 0; i < count; ++i) {
    penalties.push_back((scale > 0.0 ? scale : 1.0) * std::pow(10.0, most - 0.5 * i));
  }
  return penalties;
}

std::vector<double> falling(std::vector<double> penalties) {
  std::sort(penalties.begin(), penalties.end(), std::greater<>());
  return penalties;
}

void check_penalties(const char* where, const std::vector<double>& penalties) {
  for (const double penalty : penalties) {
    if (penalty > 0.0 && std::isfinite(penalty)) continue;
    throw_invalid_value(where, "penalties", "finite numbers > 0", to_text(penalty));
  }
}

}  // namespace occam::evaluation
