#include "occam/metrics/false_positives.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

void FalsePositives::check() const { check_thresholds(type, thresholds); }

void FalsePositives::update_state(Sums& sums, const graph::Value& target,
                                  const graph::Value& prediction) const {
  const Found seen = found(labelled(type, sums, target, prediction), thresholds);
  sums.add(seen.sum(seen.weights * (1.0 - seen.positive) * seen.above));
}

std::optional<std::int64_t> FalsePositives::numbers(const Shape&) const {
  return numbers_of(thresholds);
}

double FalsePositives::result(const Totals& totals, std::size_t place) const {
  return totals.sums[0][place];
}

}  // namespace occam::metrics
