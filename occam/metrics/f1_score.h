#pragma once

#include <cstdint>
#include <optional>

#include "occam/metrics/direction.h"
#include "occam/metrics/f_score.h"

namespace occam::metrics {

/// 2 precision recall / (precision + recall) a class; 0 without any. Which classes a row is
/// predicted to have: those whose prediction is > `threshold`; without one that of the largest (of
/// equals all), of a single output > 0.5, where Keras calls every row positive. average: "macro"
/// the mean over the classes, "weighted" by their number of rows, "micro" of all counts together;
/// none, Keras's default: a number a class. Source: Keras
/// 3, metrics.F1Score. Targets may be class numbers. Errors: InvalidArgument for another average, a
/// threshold outside [0, 1].
struct F1Score {
  MaybeText average = "macro";
  MaybeNumber threshold = {};

  static constexpr std::string_view type = "F1Score";
  static constexpr std::string_view name = "f1_score";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{average_field<F1Score>(), threshold_field<F1Score>()};
  }
  bool takes_probabilities(const Shape& prediction) const {
    return threshold.has_value() || prediction.back() == 1;
  }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
  std::optional<std::int64_t> numbers(const Shape& prediction) const;
  double result(const Totals& totals, std::size_t place) const;
  void check() const;
};

}  // namespace occam::metrics
