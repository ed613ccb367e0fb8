#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/array.h"
#include "occam/data/dataset.h"

namespace occam::evaluation {

/// x W' + b: ridge regression (one output) or logistic regression (one output for two classes, else
/// one a class).
struct LinearModel {
  std::int64_t outputs = 0;
  std::vector<double> coefficients = {};  ///< (outputs, features), row-major
  std::vector<double> intercepts = {};    ///< (outputs,)
  double penalty = 0.0;                   ///< the one that was chosen
  double left_out = 0.0;                  ///< error on rows left out, by which it was chosen
  std::int64_t rows = 0;                  ///< it was fitted to
  std::int64_t rows_given = 0;            ///< more than `rows`: the others would take too long

  /// (rows, outputs) float64: a number, or the logit of class 1 or of each class.
  /// Errors: InvalidArgument unless x has as many features.
  Array predict(const data::Dataset& dataset) const;
  /// The same through sigmoid or softmax, for a logistic model: (rows, max(2, outputs)) float32.
  Array predict_probabilities(const data::Dataset& dataset) const;
};

}  // namespace occam::evaluation
