#pragma once

#include "occam/evaluation/measure.h"

/// The measures of classes; measure.h has their formulas and the catalogue.
namespace occam::evaluation {

WeightedMeasure accuracy(const ClassPredictions& predictions);
WeightedMeasure balanced_accuracy(const ClassPredictions& predictions);
WeightedMeasure log_loss(const ClassPredictions& predictions);
WeightedMeasure area_under_curve(const ClassPredictions& predictions);
WeightedMeasure f1(const ClassPredictions& predictions);

}  // namespace occam::evaluation
