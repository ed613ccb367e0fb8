#pragma once

#include "occam/base/fields.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// The best specificity, the share of the others that are not, among those of `num_thresholds` even
/// thresholds from 0 to 1 (of one: 0.5) at which sensitivity, the share of positives that are
/// found, is `sensitivity` at least; 0 without any. Of several outputs all are pooled, or
/// `class_id` alone; targets may be class numbers. Source: Keras 3,
/// metrics.SpecificityAtSensitivity, whose sensitivity has no default. Errors: InvalidArgument for
/// a sensitivity outside [0, 1], a class_id that is no output.
struct SpecificityAtSensitivity {
  double sensitivity = 0.5;
  Int num_thresholds = 200;
  MaybeInt class_id = {};

  static constexpr std::string_view type = "SpecificityAtSensitivity";
  static constexpr std::string_view name = "specificity_at_sensitivity";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    using Self = SpecificityAtSensitivity;
    return Fields{Field{"sensitivity", &Self::sensitivity, between(0, 1),
                        "least sensitivity of the thresholds that count"},
                  Field{"num_thresholds", &Self::num_thresholds, between(1, 1 << 20),
                        "thresholds to choose from"},
                  Field{"class_id", &Self::class_id, at_least(0),
                        "the output to look at; none: all together"}};
  }
  bool takes_probabilities(const Shape&) const { return true; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics
