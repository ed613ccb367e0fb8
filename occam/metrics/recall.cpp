#include "occam/metrics/recall.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"

namespace occam::metrics {

void Recall::check() const { check_thresholds(type, thresholds); }

void Recall::update_state(Sums& sums, const graph::Value& target,
                          const graph::Value& prediction) const {
  const Found seen =
      found(labelled(type, sums, target, prediction, class_id, top_k), thresholds, top_k);
  sums.add(seen.sum(seen.weights * seen.positive * seen.above));
  sums.add(seen.sum(seen.weights * seen.positive));
}

std::optional<std::int64_t> Recall::numbers(const Shape&) const { return numbers_of(thresholds); }

double Recall::result(const Totals& totals, std::size_t place) const {
  return ratio(totals.sums[0][place], totals.sums[1][place]);
}

}  // namespace occam::metrics
