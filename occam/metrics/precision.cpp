#include "occam/metrics/precision.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

void Precision::update_state(Sums& sums, const graph::Value& target,
                             const graph::Value& prediction) const {
  const Labelled seen = labelled(type, sums, target, prediction, class_id, top_k);
  const graph::Value above = found(seen, thresholds, top_k);
  sums.add(ops::sum(seen.weights * seen.positive * above));
  sums.add(ops::sum(seen.weights * above));
}

double Precision::result(const Totals& totals) const { return weighted_mean(totals); }

}  // namespace occam::metrics
