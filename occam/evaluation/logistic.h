#pragma once

#include <cstdint>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/evaluation/linear_model.h"

namespace occam::evaluation {

struct LogisticOptions {
  /// Penalties to choose from, each > 0 and finite. None: 13 of them, n v 10^k for k = 0, -0.5 ...
  /// -6, v the mean variance of the features.
  std::vector<double> penalties = {};
  std::int64_t folds = 5;  ///< that choose the penalty, at least 2
  std::uint64_t seed = 0;  ///< of the folds, and of the rows where there are too many
  double most_work = 2e7;  ///< rows are drawn until rows * features * outputs fit
};

/// Logistic regression with intercepts, which are not penalised: minimises
/// sum -ln p(class of the row) + penalty / 2 |W|^2, p by sigmoid (two classes) or softmax, by
/// Newton steps with conjugate gradients. The penalty is the one with the least log loss over
/// stratified folds, each walked from the largest penalty on with warm starts; above a twentieth of
/// `most_work` one fold chooses, the walk ends early where it would take long, and the gradient
/// ends at 1e-4 of its first length (in the walk 1e-3) instead of 1e-8 (1e-4). train.y: (rows,) or
/// (rows, 1) class numbers below `classes`. Errors: InvalidArgument for fewer than two classes or
/// rows, labels that are no class, values that are not finite. Source: scikit-learn,
/// LogisticRegression with C = 1 / penalty.
LinearModel fit_logistic(const data::Dataset& train, std::int64_t classes,
                         const LogisticOptions& options = {});

}  // namespace occam::evaluation
