#pragma once

#include "occam/base/array.h"

namespace occam::data {

/// Share of `test` that the most frequent class of `train` answers right: what a model has to beat.
/// Class numbers, one a row; the smaller one on a tie. Errors: InvalidArgument for no rows.
double majority_accuracy(const Array& train, const Array& test);

/// How far predictions are from targets: mean absolute error, root of the mean squared error.
struct RegressionErrors {
  double mean_absolute = 0.0;
  double root_mean_squared = 0.0;
};

/// Errors times `scale`, so that standardised values give errors in the target's own unit.
/// Errors: InvalidArgument unless sizes agree and there is a value.
RegressionErrors regression_errors(const Array& targets, const Array& predictions,
                                   double scale = 1.0);

/// The same for one constant answer, the mean of `train`.
RegressionErrors mean_errors(const Array& train, const Array& test, double scale = 1.0);

}  // namespace occam::data
