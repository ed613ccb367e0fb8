#include "occam/metrics/f1_score.h"

#include "occam/metrics/f_score.h"

namespace occam::metrics {

void F1Score::update_state(Sums& sums, const graph::Value& target,
                           const graph::Value& prediction) const {
  add_class_counts(type, threshold, sums, target, prediction);
}

void F1Score::check() const { check_average(type, average); }

std::optional<std::int64_t> F1Score::numbers(const Shape& prediction) const {
  return numbers_of(average, prediction);
}

double F1Score::result(const Totals& totals, std::size_t place) const {
  return f_score_of_class(totals, 1.0, place);
}

double F1Score::result(const Totals& totals) const { return f_score(totals, 1.0, average); }

}  // namespace occam::metrics
