#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/base/numbers.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// true positives / predicted positives; 0 without any. A prediction > `thresholds` is positive,
/// with top_k if it is one of the k largest of its sample, a target other than 0 too. Of several
/// outputs all are pooled, or `class_id` alone; targets may be class numbers. Source: Keras 3,
/// metrics.Precision (of several thresholds a number each). Errors: InvalidArgument for thresholds
/// outside [0, 1], a class_id that is no output, a top_k beyond them.
struct Precision {
  MaybeNumbers thresholds = {};  ///< none: 0.5, with top_k none
  MaybeInt top_k = {};
  MaybeInt class_id = {};

  static constexpr std::string_view type = "Precision";
  static constexpr std::string_view name = "precision";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{Field{"thresholds", &Precision::thresholds, between(0, 1),
                        "a prediction above it is positive; none: 0.5, or any of the top_k"},
                  Field{"top_k", &Precision::top_k, at_least(1),
                        "only so many largest predictions of a sample are positive; none: all"},
                  Field{"class_id", &Precision::class_id, at_least(0),
                        "the output to look at; none: all together"}};
  }
  bool takes_probabilities(const Shape&) const { return true; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const { return result(totals, 0); }
  std::optional<std::int64_t> numbers(const Shape& prediction) const;
  double result(const Totals& totals, std::size_t place) const;
  void check() const;
};

}  // namespace occam::metrics
