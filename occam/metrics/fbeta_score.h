#pragma once

#include <cstdint>
#include <optional>

#include "occam/metrics/direction.h"
#include "occam/metrics/f_score.h"

namespace occam::metrics {

/// (1 + beta^2) precision recall / (beta^2 precision + recall) a class; 0 without any. Classes,
/// threshold and average as in F1Score, which is beta = 1. Source: Keras 3, metrics.FBetaScore.
/// Errors: InvalidArgument for another average, beta <= 0, a threshold outside [0, 1].
struct FBetaScore {
  MaybeText average = "macro";
  double beta = 1.0;
  MaybeNumber threshold = {};

  static constexpr std::string_view type = "FBetaScore";
  static constexpr std::string_view name = "fbeta_score";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{average_field<FBetaScore>(),
                  Field{"beta", &FBetaScore::beta, above(0), "weight of recall beside precision"},
                  threshold_field<FBetaScore>()};
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
