#pragma once

#include <vector>

#include "occam/base/fields.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// The mean over the classes that occur of the share of their rows that is decided right. Decided
/// is the class of the largest probability; with `priors`, the classes' shares of the training
/// rows, that of the largest probability / prior (Bayes's rule for equal classes), where a class of
/// prior 0 is never decided. One output is the probability of the second of two classes: > 0.5, or
/// > its prior. Targets may be class numbers. Keras has none.
/// Source: scikit-learn, balanced_accuracy_score. Errors: InvalidArgument for priors that are not
/// one a class, negative, or all 0.
struct BalancedAccuracy {
  std::vector<double> priors = {};

  static constexpr std::string_view type = "BalancedAccuracy";
  static constexpr std::string_view name = "balanced_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"priors", &BalancedAccuracy::priors,
                        "shares of the classes, by which probabilities are divided"}};
  }
  void check() const;
  bool takes_probabilities(const Shape&) const { return true; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics
