#include "occam/evaluation/comparison.h"

#include <limits>
#include <string>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

bool same_truth(const Predictions& a, const Predictions& b) {
  if (a.index() != b.index()) return false;
  if (const auto* classes = std::get_if<ClassPredictions>(&a)) {
    const auto& other = std::get<ClassPredictions>(b);
    return classes->classes == other.classes && classes->labels == other.labels;
  }
  return std::get<NumberPredictions>(a).targets == std::get<NumberPredictions>(b).targets;
}

void check(std::span<const Measure* const> measures, std::span<const Contender> contenders) {
  if (contenders.empty()) throw_invalid_value("compare", "contenders", "at least one", "none");
  const Predictions& first = contenders.front().predictions;
  for (const Contender& contender : contenders) {
    if (!same_truth(first, contender.predictions)) {
      throw_invalid_value("compare", "contenders", "predictions of the same rows",
                          contender.name + " and " + contenders.front().name +
                              ", whose answers to be found differ");
    }
  }
  for (const Measure* measure : measures) {
    if (measure->kind != kind_of(first)) {
      throw_invalid_value(
          "compare", "measures",
          kind_of(first) == Measure::Kind::kClasses ? "measures of classes" : "measures of numbers",
          std::string(measure->name));
    }
  }
}

}  // namespace

Estimate Scores::gain(std::size_t of, std::size_t over) const {
  std::vector<double> differences(resampled[of].size());
  for (std::size_t r = 0; r < differences.size(); ++r) {
    differences[r] = measure->gain(resampled[of][r], resampled[over][r]);
  }
  return estimate(measure->gain(values[of].value, values[over].value), differences, level);
}

bool Scores::beats(std::size_t of, std::size_t over) const { return gain(of, over).low > 0.0; }

std::vector<Scores> compare(std::span<const Measure* const> measures,
                            std::span<const Contender> contenders,
                            const BootstrapOptions& options) {
  check(measures, contenders);
  const std::int64_t rows = rows_of(contenders.front().predictions);
  std::vector<WeightedMeasure> prepared;
  for (const Measure* measure : measures) {
    for (const Contender& contender : contenders) {
      prepared.push_back(measure->prepare(contender.predictions));
    }
  }
  std::vector<std::vector<double>> resampled = resample(prepared, rows, options);
  const std::vector<std::uint32_t> once(static_cast<std::size_t>(rows), 1);
  std::vector<Scores> all;
  std::size_t s = 0;
  for (const Measure* measure : measures) {
    Scores scores{.measure = measure, .rows = rows, .level = options.level};
    for (const Contender& contender : contenders) {
      const double value = prepared[s](once).value_or(std::numeric_limits<double>::quiet_NaN());
      scores.names.push_back(contender.name);
      scores.values.push_back(estimate(value, resampled[s], options.level));
      scores.resampled.push_back(std::move(resampled[s]));
      ++s;
    }
    all.push_back(std::move(scores));
  }
  return all;
}

}  // namespace occam::evaluation
