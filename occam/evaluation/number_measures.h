#pragma once

#include "occam/evaluation/measure.h"

/// The measures of numbers; measure.h has their formulas and the catalogue.
namespace occam::evaluation {

WeightedMeasure root_mean_squared_error(const NumberPredictions& predictions);
WeightedMeasure mean_absolute_error(const NumberPredictions& predictions);
WeightedMeasure r2(const NumberPredictions& predictions);

}  // namespace occam::evaluation
