#include "occam/metrics/f1_score.h"

#include "occam/metrics/f_score.h"

namespace occam::metrics {

void F1Score::update_state(Sums& sums, const graph::Value& target,
                           const graph::Value& prediction) const {
  add_class_counts(type, threshold, sums, target, prediction);
}

void F1Score::check() const {
  if (average.has_value()) check_choice(type, "average", average.value(), kFScoreAverages);
}

std::optional<std::int64_t> F1Score::numbers(const Shape& prediction) const {
  return average.has_value() ? std::nullopt : std::optional(prediction.back());
}

double F1Score::result(const Totals& totals, std::size_t place) const {
  return f_score_of_class(totals, 1.0, place);
}

double F1Score::result(const Totals& totals) const { return f_score(totals, 1.0, average); }

}  // namespace occam::metrics
