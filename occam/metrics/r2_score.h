#pragma once

#include <cstdint>
#include <optional>

#include "occam/base/fields.h"
#include "occam/base/maybe_text.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// Share of the targets' variance that predictions explain: 1 - sum((y - p)^2) / sum((y -
/// mean(y))^2) an output. Of several outputs the mean ("uniform_average"), or the mean weighted by
/// the outputs' variances ("variance_weighted_average"); none: a number an output. Targets that are
/// all equal give 0, or 1 where they are met exactly, as in scikit-learn. Sums are taken about the
/// first batch's mean, so that targets far from 0 lose nothing. `num_regressors` p > 0: 1 - (1 -
/// R2) (n - 1) / (n - p - 1), adjusted for the number of features; not where n <= p + 1. Difference
/// from Keras: n is the number of samples, also of several outputs. Source: Keras 3,
/// metrics.R2Score. Errors: InvalidArgument for another aggregation, num_regressors < 0.
struct R2Score {
  MaybeText class_aggregation = "uniform_average";
  Int num_regressors = 0;

  static constexpr Choices kAggregations = one_of("uniform_average", "variance_weighted_average");
  static constexpr std::string_view type = "R2Score";
  static constexpr std::string_view name = "r2_score";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{Field{"class_aggregation", &R2Score::class_aggregation, kAggregations,
                        "how outputs are averaged; none: a number each"},
                  Field{"num_regressors", &R2Score::num_regressors, at_least(0),
                        "features to adjust for; 0: none"}};
  }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
  std::optional<std::int64_t> numbers(const Shape& prediction) const;
  double result(const Totals& totals, std::size_t place) const;
  void check() const;

 private:
  double variance_of(const Totals& totals, std::size_t place) const;
  double raw(const Totals& totals, std::size_t place) const;
  double adjusted(double score, const Totals& totals) const;
};

}  // namespace occam::metrics
