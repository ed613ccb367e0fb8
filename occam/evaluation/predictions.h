#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "occam/base/array.h"

namespace occam::evaluation {

/// What a model says of rows whose class is known.
struct ClassPredictions {
  std::int64_t classes = 0;                  ///< at least 2; class numbers are 0..classes-1
  std::vector<std::int32_t> labels = {};     ///< the true class of each row
  std::vector<float> probabilities = {};     ///< (rows, classes), row-major
  std::vector<std::int32_t> decisions = {};  ///< the class that is answered for each row
};

/// What a model says of rows whose number is known, in the unit of the table.
struct NumberPredictions {
  std::vector<double> targets = {};
  std::vector<double> answers = {};
  std::vector<double> medians = {};  ///< answers where absolute errors count; none: `answers`
};

using Predictions = std::variant<ClassPredictions, NumberPredictions>;

/// Rows that are predicted.
std::int64_t rows_of(const Predictions& predictions);

/// What a network says of classes, (rows, classes) row-major. outputs: that, or of two classes
/// (rows, 1) the probability p of the second, which makes 1 - p, p.
std::vector<float> class_probabilities(const Array& outputs, std::int64_t classes);

/// labels (rows,) or (rows, 1): class numbers; outputs: probabilities (rows, classes), or (rows, 1)
/// the probability of class 1 of two. `priors` as of decide(); none: the most probable class is
/// answered, the smaller one on a tie.
/// Errors: InvalidArgument for no rows, sizes that do not agree, a label that is no class, an
/// output outside [0, 1] or NaN (how many, and the first row, from 1).
ClassPredictions class_predictions(const Array& labels, const Array& outputs, std::int64_t classes,
                                   std::span<const double> priors = {});

/// targets and outputs (rows,) or (rows, 1), each turned into shift + scale * value: the unit of
/// the table where both are standardised (data::Target::mean and scale). Errors: InvalidArgument
/// for no rows, sizes that do not agree, numbers that are not finite.
NumberPredictions number_predictions(const Array& targets, const Array& outputs, double scale = 1.0,
                                     double shift = 0.0);

}  // namespace occam::evaluation
