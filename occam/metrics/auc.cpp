#include "occam/metrics/auc.h"

#include <algorithm>
#include <cmath>

#include "occam/metrics/confusion.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

Value flat(const Value& matrix) { return ops::reshape(matrix, {matrix.shape().size()}); }

/// The counts at a threshold: of all true and false positives, of positives and negatives.
struct Counts {
  double hits, alarms;
};

/// Area between two thresholds under the curve that is linear in the counts, not in the rates.
/// Source: Keras 3, AUC.interpolate_pr_auc; Davis and Goadrich 2006, section 4.
double between_counts(const Counts& low, const Counts& high, double positives) {
  const double hits = low.hits - high.hits;
  const double found_low = low.hits + low.alarms, found_high = high.hits + high.alarms;
  const double slope = ratio(hits, std::max(found_low - found_high, 0.0));
  const double intercept = high.hits - slope * found_high;
  const double logarithm = found_low > 0 && found_high > 0 ? std::log(found_low / found_high) : 0.0;
  return ratio(slope * (hits + intercept * logarithm), positives);
}

}  // namespace

void AUC::update_state(Sums& sums, const Value& target, const Value& prediction) const {
  const Labelled seen = labelled(type, sums, target, prediction);
  const std::int64_t curves = multi_label ? seen.prediction.shape().back() : 1;
  const Value p = flat(from_logits ? ops::sigmoid(seen.prediction) : seen.prediction);
  const Value weights = flat(seen.weights), hits = weights * flat(seen.positive);
  const Shape grid{p.shape()[0], num_thresholds};
  // Keras's first threshold lies below 0: every row is above it.
  const Value steps = ops::arange(sums.graph(), num_thresholds);
  const Value thresholds = steps - ops::equal(steps, ops::fill_like(steps, 0.0));
  const Value above =
      ops::greater(ops::broadcast_columns(p * static_cast<double>(num_thresholds - 1), grid),
                   ops::broadcast_rows(thresholds, grid));
  // One curve behind the other.
  const auto add = [&](const Value& values, std::int64_t columns) {
    sums.add(ops::sum_rows(
        ops::reshape(values, {values.shape().size() / (curves * columns), curves * columns})));
  };
  add(above * ops::broadcast_columns(hits, grid), num_thresholds);
  add(above * ops::broadcast_columns(weights - hits, grid), num_thresholds);
  add(hits, 1);
  add(weights, 1);
}

double AUC::result(const Totals& totals) const {
  const std::span<const double> positives = totals.sums[2], all = totals.sums[3];
  const auto points = static_cast<std::size_t>(num_thresholds);
  double sum = 0;
  for (std::size_t i = 0; i < positives.size(); ++i) {
    sum += area_of(totals.sums[0].subspan(i * points, points),
                   totals.sums[1].subspan(i * points, points), positives[i], all[i] - positives[i]);
  }
  return sum / static_cast<double>(positives.size());
}

double AUC::area_of(std::span<const double> hits, std::span<const double> alarms, double positives,
                    double negatives) const {
  const bool roc = curve == "ROC", trapezoids = summation_method == "interpolation";
  double area = 0;
  for (std::size_t i = 0; i + 1 < hits.size(); ++i) {
    const Counts low{hits[i], alarms[i]}, high{hits[i + 1], alarms[i + 1]};
    if (!roc && trapezoids) {
      area += between_counts(low, high, positives);
      continue;
    }
    const auto x = [&](const Counts& c) {
      return roc ? ratio(c.alarms, negatives) : ratio(c.hits, positives);
    };
    const auto y = [&](const Counts& c) {
      return roc ? ratio(c.hits, positives) : ratio(c.hits, c.hits + c.alarms);
    };
    const double a = y(low), b = y(high);
    area += (x(low) - x(high)) * (trapezoids                       ? (a + b) / 2
                                  : summation_method == "minoring" ? std::min(a, b)
                                                                   : std::max(a, b));
  }
  return area;
}

}  // namespace occam::metrics
