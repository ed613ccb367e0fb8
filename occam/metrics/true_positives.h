#pragma once

#include "occam/base/fields.h"
#include "occam/base/numbers.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// How many numbers are positive and predicted so, or the sum of their weights. A prediction >
/// `thresholds` is positive, a target other than 0 too; of several outputs all are pooled; targets
/// may be class numbers. Of several thresholds a number each. Source: Keras 3,
/// metrics.TruePositives. Errors: InvalidArgument for thresholds outside [0, 1].
struct TruePositives {
  MaybeNumbers thresholds = {};  ///< none: 0.5

  static constexpr std::string_view type = "TruePositives";
  static constexpr std::string_view name = "true_positives";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{Field{"thresholds", &TruePositives::thresholds, between(0, 1),
                        "a prediction above it is positive; none: 0.5"}};
  }
  bool takes_probabilities(const Shape&) const { return true; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const { return result(totals, 0); }
  std::optional<std::int64_t> numbers(const Shape& prediction) const;
  double result(const Totals& totals, std::size_t place) const;
  void check() const;
};

}  // namespace occam::metrics
