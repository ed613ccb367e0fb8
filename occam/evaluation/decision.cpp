#include "occam/evaluation/decision.h"

#include <cstddef>
#include <string>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

std::vector<double> count_classes(const char* where, std::span<const std::int64_t> labels,
                                  std::int64_t classes) {
  if (labels.empty()) throw_invalid_value(where, "labels", "at least one row", "none");
  std::vector<double> counts(static_cast<std::size_t>(classes));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes) {
      throw_invalid_value(where, "labels", "class numbers from 0 to " + std::to_string(classes - 1),
                          std::to_string(labels[i]) + " in row " + std::to_string(i + 1));
    }
    ++counts[static_cast<std::size_t>(labels[i])];
  }
  return counts;
}

void check_priors(std::span<const double> priors, std::int64_t classes) {
  if (priors.empty()) return;
  bool any = false, all = true;
  for (const double prior : priors) {
    any |= prior > 0;
    all &= prior >= 0;
  }
  if (!any || !all || static_cast<std::int64_t>(priors.size()) != classes) {
    throw_invalid_value("decide", "priors",
                        "a share >= 0 for each of " + std::to_string(classes) + " classes",
                        std::to_string(priors.size()) + " values");
  }
}

}  // namespace

std::vector<double> class_priors(std::span<const std::int64_t> labels, std::int64_t classes) {
  std::vector<double> priors = count_classes("class_priors", labels, classes);
  for (double& prior : priors) prior /= static_cast<double>(labels.size());
  return priors;
}

std::vector<std::pair<std::int64_t, double>> balanced_class_weights(
    std::span<const std::int64_t> labels, std::int64_t classes) {
  const std::vector<double> counts = count_classes("balanced_class_weights", labels, classes);
  std::vector<std::pair<std::int64_t, double>> weights;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] > 0) weights.emplace_back(static_cast<std::int64_t>(k), counts[k]);
  }
  for (auto& [label, weight] : weights) {
    weight = static_cast<double>(labels.size()) / (static_cast<double>(weights.size()) * weight);
  }
  return weights;
}

std::vector<std::int32_t> decide(std::span<const float> probabilities, std::int64_t classes,
                                 std::span<const double> priors) {
  check_priors(priors, classes);
  const auto width = static_cast<std::size_t>(classes);
  std::vector<std::int32_t> decisions;
  decisions.reserve(probabilities.size() / width);
  for (std::size_t row = 0; row < probabilities.size(); row += width) {
    std::size_t best = width;
    double most = 0.0;
    for (std::size_t k = 0; k < width; ++k) {
      const double prior = priors.empty() ? 1.0 : priors[k];
      if (prior == 0.0) continue;
      const double value = double{probabilities[row + k]} / prior;
      if (best < width && value <= most) continue;
      most = value;
      best = k;
    }
    decisions.push_back(static_cast<std::int32_t>(best));
  }
  return decisions;
}

}  // namespace occam::evaluation
