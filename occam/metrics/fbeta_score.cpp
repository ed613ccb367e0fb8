#include "occam/metrics/fbeta_score.h"

#include "occam/metrics/f_score.h"

namespace occam::metrics {

void FBetaScore::update_state(Sums& sums, const graph::Value& target,
                              const graph::Value& prediction) const {
  add_class_counts(type, threshold, sums, target, prediction);
}

void FBetaScore::check() const {
  check_float32(type, "beta", beta, above(0));
  if (average.has_value()) check_choice(type, "average", average.value(), kFScoreAverages);
}

std::optional<std::int64_t> FBetaScore::numbers(const Shape& prediction) const {
  return average.has_value() ? std::nullopt : std::optional(prediction.back());
}

double FBetaScore::result(const Totals& totals, std::size_t place) const {
  return f_score_of_class(totals, beta, place);
}

double FBetaScore::result(const Totals& totals) const { return f_score(totals, beta, average); }

}  // namespace occam::metrics
