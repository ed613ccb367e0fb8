#include "occam/data/baseline.h"

#include <cmath>
#include <map>
#include <string>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

void check_not_empty(const char* name, const Array& values) {
  if (values.size() == 0) {
    throw_invalid_value("baseline", name, "at least one row", "an empty array");
  }
}

/// answer(i): what is predicted for target i.
template <class Answer>
RegressionErrors errors_of(const Array& targets, double scale, const Answer& answer) {
  check_not_empty("targets", targets);
  double absolute = 0.0, squared = 0.0;
  for (std::int64_t i = 0; i < targets.size(); ++i) {
    const double error = targets.at(i) - answer(i);
    absolute += std::abs(error);
    squared += error * error;
  }
  const auto n = static_cast<double>(targets.size());
  return {scale * absolute / n, scale * std::sqrt(squared / n)};
}

}  // namespace

double majority_accuracy(const Array& train, const Array& test) {
  check_not_empty("train", train);
  check_not_empty("test", test);
  std::map<double, std::int64_t> counts;
  for (std::int64_t i = 0; i < train.size(); ++i) ++counts[train.at(i)];
  auto most = counts.begin();
  for (auto entry = counts.begin(); entry != counts.end(); ++entry) {
    if (entry->second > most->second) most = entry;
  }
  std::int64_t right = 0;
  for (std::int64_t i = 0; i < test.size(); ++i) right += test.at(i) == most->first ? 1 : 0;
  return static_cast<double>(right) / static_cast<double>(test.size());
}

RegressionErrors regression_errors(const Array& targets, const Array& predictions, double scale) {
  if (predictions.size() != targets.size()) {
    throw_invalid_value("regression_errors", "predictions",
                        std::to_string(targets.size()) + " values, as there are targets",
                        std::to_string(predictions.size()) + " values");
  }
  return errors_of(targets, scale, [&](std::int64_t i) { return predictions.at(i); });
}

RegressionErrors mean_errors(const Array& train, const Array& test, double scale) {
  check_not_empty("train", train);
  double sum = 0.0;
  for (std::int64_t i = 0; i < train.size(); ++i) sum += train.at(i);
  const double mean = sum / static_cast<double>(train.size());
  return errors_of(test, scale, [mean](std::int64_t) { return mean; });
}

}  // namespace occam::data
