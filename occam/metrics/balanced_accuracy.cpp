#include "occam/metrics/balanced_accuracy.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

/// Probabilities over their priors; of a class of prior 0 it is 0.
Value over_priors(const Value& prediction, const std::vector<double>& priors) {
  if (priors.empty()) return prediction;
  std::vector<Value> factors;
  for (const double prior : priors) {
    const Value factor = ops::constant(prediction.graph(), prior > 0 ? 1 / prior : 0.0);
    factors.push_back(ops::broadcast_scalar(factor, {1}));
  }
  return prediction * ops::broadcast_rows(ops::concatenate(factors), prediction.shape());
}

}  // namespace

void BalancedAccuracy::check() const {
  const bool right =
      std::ranges::all_of(priors, [](double prior) { return prior >= 0; }) &&
      (priors.empty() || std::ranges::any_of(priors, [](double p) { return p > 0; }));
  if (!right)
    throw_invalid_value(type, "priors", "numbers >= 0, one at least above",
                        to_text(FieldValue<std::vector<double>>::write(priors)));
}

void BalancedAccuracy::update_state(Sums& sums, const Value& target,
                                    const Value& prediction) const {
  const Labelled seen = labelled(type, sums, target, prediction);
  const std::int64_t outputs = prediction.shape().back(),
                     classes = std::max<std::int64_t>(outputs, 2);
  if (!priors.empty() && static_cast<std::int64_t>(priors.size()) != classes) {
    throw_invalid_value(type, "priors", std::to_string(classes) + " numbers, one a class",
                        std::to_string(priors.size()));
  }
  if (outputs == 1) {
    const double above = priors.empty() ? 0.5 : priors[1];
    const Value found = ops::greater(seen.prediction, ops::fill_like(seen.prediction, above));
    const Value negative = 1.0 - seen.positive;
    sums.add(ops::sum_rows(seen.weights * negative * (1.0 - found)));
    sums.add(ops::sum_rows(seen.weights * negative));
    sums.add(ops::sum_rows(seen.weights * seen.positive * found));
    sums.add(ops::sum_rows(seen.weights * seen.positive));
    return;
  }
  const Value found = ops::one_hot(ops::argmax(over_priors(seen.prediction, priors)), outputs);
  sums.add(ops::sum_rows(seen.weights * seen.positive * found));
  sums.add(ops::sum_rows(seen.weights * seen.positive));
}

double BalancedAccuracy::result(const Totals& totals) const {
  double shares = 0, classes = 0;
  // Pairs of sums: the rows decided right, and all of the same classes.
  for (std::size_t s = 0; s + 1 < totals.sums.size(); s += 2) {
    for (std::size_t k = 0; k < totals.sums[s].size(); ++k) {
      if (totals.sums[s + 1][k] == 0) continue;
      shares += totals.sums[s][k] / totals.sums[s + 1][k];
      ++classes;
    }
  }
  return ratio(shares, classes);
}

}  // namespace occam::metrics
