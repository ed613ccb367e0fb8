#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/evaluation/comparison.h"

namespace occam::evaluation {

struct BaselineOptions {
  std::int64_t classes = 0;         ///< at least 2; 0: numbers
  double scale = 1.0, shift = 0.0;  ///< of numbers, as of number_predictions()
  std::vector<double> priors = {};  ///< of decide(); none: the most probable class is answered
  std::uint64_t seed = 0;           ///< of what is drawn
};

/// A model that a network has to beat, and what the user should know of its fit.
struct Baseline {
  Contender contender;
  double penalty = 0.0;   ///< 0: it has none
  std::int64_t rows = 0;  ///< it was fitted to
  std::string note = {};  ///< "fitted to 20000 of 1000000 rows, drawn at random", or ""
};

/// The constant that is best for each measure: for numbers the mean of train.y and, for absolute
/// errors, the median; for classes their shares, the most frequent answered.
/// Errors: InvalidArgument for no rows, labels that are no class, as of class_predictions() and
/// number_predictions().
Contender constant_baseline(const data::Dataset& train, const data::Dataset& test,
                            const BaselineOptions& options);

/// The models that a network has to beat, fitted to `train` and asked about `test`, from the
/// simplest on: the constant, then ridge or logistic regression.
/// Errors: InvalidArgument as of fit_ridge() and fit_logistic(), which name what is wrong.
std::vector<Baseline> fit_baselines(const data::Dataset& train, const data::Dataset& test,
                                    const BaselineOptions& options);

}  // namespace occam::evaluation
