#include "occam/metrics/false_negatives.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

void FalseNegatives::check() const { check_thresholds(type, thresholds); }

void FalseNegatives::update_state(Sums& sums, const graph::Value& target,
                                  const graph::Value& prediction) const {
  const Found seen = found(labelled(type, sums, target, prediction), thresholds);
  sums.add(seen.sum(seen.weights * seen.positive * (1.0 - seen.above)));
}

std::optional<std::int64_t> FalseNegatives::numbers(const Shape&) const {
  return numbers_of(thresholds);
}

double FalseNegatives::result(const Totals& totals, std::size_t place) const {
  return totals.sums[0][place];
}

}  // namespace occam::metrics
