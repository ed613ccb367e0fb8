#include "occam/evaluation/number_measures.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace occam::evaluation {
namespace {

/// error(target, answer) of each row.
template <class Error>
std::vector<double> errors_of(const std::vector<double>& targets,
                              const std::vector<double>& answers, const Error& error) {
  std::vector<double> errors;
  errors.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) errors.push_back(error(targets[i], answers[i]));
  return errors;
}

double squared_error(double target, double answer) { return (target - answer) * (target - answer); }

double weighted_sum(const std::vector<double>& values, std::span<const std::uint32_t> weights) {
  double sum = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * values[i];
  return sum;
}

std::optional<double> weighted_mean(const std::vector<double>& values,
                                    std::span<const std::uint32_t> weights) {
  double all = 0.0;
  for (const std::uint32_t weight : weights) all += weight;
  if (all == 0.0) return std::nullopt;
  return weighted_sum(values, weights) / all;
}

}  // namespace

WeightedMeasure root_mean_squared_error(const NumberPredictions& predictions) {
  return [squares = errors_of(predictions.targets, predictions.answers, squared_error)](
             std::span<const std::uint32_t> weights) -> std::optional<double> {
    const std::optional<double> mean = weighted_mean(squares, weights);
    if (!mean) return std::nullopt;
    return std::sqrt(*mean);
  };
}

WeightedMeasure mean_absolute_error(const NumberPredictions& predictions) {
  const auto& answers = predictions.medians.empty() ? predictions.answers : predictions.medians;
  return [errors = errors_of(predictions.targets, answers, [](double target, double answer) {
            return std::abs(target - answer);
          })](std::span<const std::uint32_t> weights) { return weighted_mean(errors, weights); };
}

WeightedMeasure r2(const NumberPredictions& predictions) {
  return [targets = predictions.targets,
          squares = errors_of(predictions.targets, predictions.answers, squared_error)](
             std::span<const std::uint32_t> weights) -> std::optional<double> {
    const std::optional<double> mean = weighted_mean(targets, weights);
    if (!mean) return std::nullopt;
    // The rounding of the mean must not pass for a spread, so equality is asked of the targets.
    double spread = 0.0;
    std::size_t first = weights.size();
    bool equal = true;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i] == 0) continue;
      if (first == weights.size()) first = i;
      equal &= targets[i] == targets[first];
      spread += weights[i] * squared_error(targets[i], *mean);
    }
    if (equal || spread == 0.0) return std::nullopt;
    return 1.0 - weighted_sum(squares, weights) / spread;
  };
}

}  // namespace occam::evaluation
