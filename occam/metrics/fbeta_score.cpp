#include "occam/metrics/fbeta_score.h"

#include "occam/metrics/f_score.h"

namespace occam::metrics {

void FBetaScore::update_state(Sums& sums, const graph::Value& target,
                              const graph::Value& prediction) const {
  add_class_counts(type, threshold, sums, target, prediction);
}

void FBetaScore::check() const {
  check_float32(type, "beta", beta, above(0));
  check_average(type, average);
}

std::optional<std::int64_t> FBetaScore::numbers(const Shape& prediction) const {
  return numbers_of(average, prediction);
}

double FBetaScore::result(const Totals& totals, std::size_t place) const {
  return f_score_of_class(totals, beta, place);
}

double FBetaScore::result(const Totals& totals) const { return f_score(totals, beta, average); }

}  // namespace occam::metrics
