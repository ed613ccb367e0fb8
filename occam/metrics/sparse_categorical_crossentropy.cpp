#include "occam/metrics/sparse_categorical_crossentropy.h"

#include "occam/losses/logits.h"
#include "occam/losses/sparse_categorical_crossentropy.h"
#include "occam/metrics/class_numbers.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

void SparseCategoricalCrossentropy::update_state(Sums& sums, const graph::Value& target,
                                                 const graph::Value& prediction) const {
  const graph::Value labels = class_numbers(type, target, prediction);
  const graph::Value behind = losses::logits_of(prediction, ops::softmax_op, from_logits);
  const graph::Value x = behind ? behind : ops::log(losses::clip_probability(prediction));
  const graph::Value weights = sums.weights_of(labels);
  if (!ignore_class.has_value()) {
    sums.add(ops::sum(ops::sparse_softmax_cross_entropy(x, labels) * weights));
    sums.add(ops::sum(weights));
    return;
  }
  const graph::Value counts =
      losses::SparseCategoricalCrossentropy{.ignore_class = ignore_class}.counted(labels);
  sums.add(ops::sum(ops::sparse_softmax_cross_entropy(x, labels * counts) * counts * weights));
  sums.add(ops::sum(sums.is_weighted() ? weights * counts : weights));
}

double SparseCategoricalCrossentropy::result(const Totals& totals) const {
  return weighted_mean(totals);
}

}  // namespace occam::metrics
