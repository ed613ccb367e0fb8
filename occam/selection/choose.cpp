#include "occam/selection/choose.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "occam/base/errors.h"

namespace occam::selection {

ScoreCurve curve_of(std::span<const std::vector<double>> scores, std::span<const double> weights) {
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  for (const double weight : weights) {
    if (!(weight > 0))
      throw_invalid_value("curve_of", "weights", "numbers > 0", std::to_string(weight));
  }
  ScoreCurve curve;
  for (const std::vector<double>& folds : scores) {
    if (folds.size() != weights.size()) {
      throw_invalid_value("curve_of", "scores",
                          std::to_string(weights.size()) + " folds, one a weight",
                          std::to_string(folds.size()));
    }
    double sum = 0, total = 0, count = 0;
    for (std::size_t f = 0; f < folds.size(); ++f) {
      if (std::isnan(folds[f])) continue;
      sum += weights[f] * folds[f];
      total += weights[f];
      ++count;
    }
    const double mean = count > 0 ? sum / total : kUndefined;
    double squares = 0;
    for (std::size_t f = 0; f < folds.size(); ++f) {
      if (!std::isnan(folds[f])) squares += weights[f] * (folds[f] - mean) * (folds[f] - mean);
    }
    curve.means.push_back(mean);
    curve.standard_errors.push_back(count > 1 ? std::sqrt(squares / total / (count - 1))
                                              : kUndefined);
  }
  return curve;
}

Choice choose(const ScoreCurve& curve, Direction direction) {
  if (direction == Direction::kNone)
    throw InvalidArgument("choose: no direction. Expected up or down: which scores are better");
  const double sign = direction == Direction::kDown ? 1.0 : -1.0;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < curve.means.size(); ++i) {
    if (std::isnan(curve.means[i])) continue;
    if (!best || sign * curve.means[i] < sign * curve.means[*best]) best = i;
  }
  if (!best) throw InvalidArgument("choose: no score is a number. Expected one at least");
  Choice choice{*best, *best};
  const double error = curve.standard_errors[*best];
  if (std::isnan(error)) return choice;
  for (std::size_t i = 0; i < *best; ++i) {
    if (!(sign * curve.means[i] <= sign * curve.means[*best] + error)) continue;
    choice.one_se = i;
    break;
  }
  return choice;
}

}  // namespace occam::selection
