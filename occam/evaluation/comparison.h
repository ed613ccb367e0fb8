#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "occam/evaluation/bootstrap.h"
#include "occam/evaluation/measure.h"
#include "occam/evaluation/predictions.h"

namespace occam::evaluation {

/// A model by name, with what it says of the test rows.
struct Contender {
  std::string name;  ///< as a sentence says it: "the network", "ridge regression"
  Predictions predictions;
};

/// One measure of all contenders on the same rows and the same resamples.
struct Scores {
  const Measure* measure = nullptr;
  std::int64_t rows = 0;
  double level = 0.95;
  std::vector<std::string> names = {};              ///< one a contender
  std::vector<Estimate> values = {};                ///< one a contender
  std::vector<std::vector<double>> resampled = {};  ///< (contender, resample)

  /// How much better contender `of` is than `over`, positive when better, with the interval of the
  /// paired difference.
  Estimate gain(std::size_t of, std::size_t over) const;
  /// The interval of that difference lies above zero.
  bool beats(std::size_t of, std::size_t over) const;
};

/// Scores of every measure. Measures, resamples and rows are walked once for all contenders.
/// Errors: InvalidArgument for no contenders, contenders that differ in kind, rows or answers, a
/// measure of the other kind; as resample().
std::vector<Scores> compare(std::span<const Measure* const> measures,
                            std::span<const Contender> contenders,
                            const BootstrapOptions& options = {});

}  // namespace occam::evaluation
