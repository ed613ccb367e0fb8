#include "occam/metrics/true_positives.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

void TruePositives::check() const { check_thresholds(type, thresholds); }

void TruePositives::update_state(Sums& sums, const graph::Value& target,
                                 const graph::Value& prediction) const {
  const Found seen = found(labelled(type, sums, target, prediction), thresholds);
  sums.add(seen.sum(seen.weights * seen.positive * seen.above));
}

std::optional<std::int64_t> TruePositives::numbers(const Shape&) const {
  return numbers_of(thresholds);
}

double TruePositives::result(const Totals& totals, std::size_t place) const {
  return totals.sums[0][place];
}

}  // namespace occam::metrics
