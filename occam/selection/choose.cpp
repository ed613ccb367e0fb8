#include "occam/selection/choose.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

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
  const Competitor alone{curve, std::vector<NetworkSize>(curve.means.size())};
  const PooledChoice choice = choose(std::span(&alone, 1), direction);
  return {choice.paths.front().best, *choice.paths.front().one_se};
}

PooledChoice choose(std::span<const Competitor> paths, Direction direction) {
  if (direction == Direction::kNone)
    throw InvalidArgument("choose: no direction. Expected up or down: which scores are better");
  const double sign = direction == Direction::kDown ? 1.0 : -1.0;
  const auto loss = [&](std::size_t path, std::size_t setting) {
    return sign * paths[path].curve.means[setting];
  };
  PooledChoice choice;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    if (paths[p].sizes.size() != paths[p].curve.means.size()) {
      throw_invalid_value("choose", "sizes",
                          std::to_string(paths[p].curve.means.size()) + ", one a setting",
                          std::to_string(paths[p].sizes.size()));
    }
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < paths[p].curve.means.size(); ++i) {
      if (std::isnan(loss(p, i))) continue;
      if (!best || loss(p, i) < loss(p, *best)) best = i;
    }
    if (!best) throw InvalidArgument("choose: no score is a number. Expected one at least");
    choice.paths.push_back({*best, {}});
    if (loss(p, *best) < loss(choice.best, choice.paths[choice.best].best)) choice.best = p;
  }
  if (paths.empty()) throw InvalidArgument("choose: no path. Expected one at least");

  const std::size_t best = choice.paths[choice.best].best;
  const double error = paths[choice.best].curve.standard_errors[best];
  const double bar = loss(choice.best, best) + (std::isnan(error) ? 0.0 : error);
  choice.one_se = choice.best;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    // Not behind the best of its path: what stands there is less simple and worse.
    for (std::size_t i = 0; i <= choice.paths[p].best && !choice.paths[p].one_se; ++i) {
      if (std::isnan(error) ? p == choice.best && i == best : loss(p, i) <= bar)
        choice.paths[p].one_se = i;
    }
  }
  const auto rank = [&](std::size_t p) {
    const std::size_t own = *choice.paths[p].one_se;
    return std::pair(paths[p].sizes[own], loss(p, own));
  };
  for (std::size_t p = 0; p < paths.size(); ++p) {
    if (choice.paths[p].one_se && rank(p) < rank(choice.one_se)) choice.one_se = p;
  }
  return choice;
}

}  // namespace occam::selection
