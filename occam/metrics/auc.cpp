#include "occam/metrics/auc.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

/// Ascending thresholds between one below 0, which every row is above, and one above 1.
std::vector<double> points_of(std::vector<double> thresholds) {
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.insert(thresholds.begin(), -1.0);
  thresholds.push_back(2.0);
  return thresholds;
}

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

struct Point {
  double x, y;
};

/// Gains of recall and precision over a model that finds every row positive, on a harmonic scale.
/// Nothing found: 0 and 1. Source: Keras 3, AUC.result; Flach and Kull 2015, section 3.
Point gains(const Counts& c, double positives, double negatives) {
  if (c.hits == 0) return {0, 1};
  const double odds = ratio(positives, negatives);
  return {std::max(1 - odds * (positives - c.hits) / c.hits, 0.0), 1 - odds * c.alarms / c.hits};
}

}  // namespace

void AUC::update_state(Sums& sums, const Value& target, const Value& prediction) const {
  const Labelled seen = labelled(type, sums, target, prediction);
  const std::int64_t curves = multi_label ? seen.prediction.shape().back() : 1;
  const Value p = flat(from_logits ? ops::sigmoid(seen.prediction) : seen.prediction);
  const Value weights = flat(weighed(seen.weights)), hits = weights * flat(seen.positive);
  const Shape grid{p.shape()[0], points()};
  const Value above = thresholds
                          ? above_each(p, row_of(sums.graph(), points_of(thresholds.items())))
                          : above_even(p, num_thresholds);
  // One curve behind the other.
  const auto add = [&](const Value& values, std::int64_t columns) {
    sums.add(ops::sum_rows(
        ops::reshape(values, {values.shape().size() / (curves * columns), curves * columns})));
  };
  add(above * ops::broadcast_columns(hits, grid), points());
  add(above * ops::broadcast_columns(weights - hits, grid), points());
  add(hits, 1);
  add(weights, 1);
}

void AUC::check() const {
  for (const double threshold : thresholds.items()) {
    if (!(threshold >= 0 && threshold <= 1))
      throw_invalid_value(type, "thresholds", "numbers from 0 to 1", to_text(threshold));
  }
}

std::int64_t AUC::points() const {
  return thresholds ? static_cast<std::int64_t>(thresholds.items().size()) + 2
                    : static_cast<std::int64_t>(num_thresholds);
}

/// Of one curve for all outputs, whose numbers count differently; curves are weighed at the end.
Value AUC::weighed(const Value& weights) const {
  if (!label_weights) return weights;
  const auto outputs = static_cast<std::size_t>(weights.shape().back());
  if (label_weights.items().size() != outputs) {
    throw_invalid_value(type, "label_weights",
                        "one number for each of the outputs, " + std::to_string(outputs),
                        std::to_string(label_weights.items().size()) + " numbers");
  }
  if (multi_label) return weights;
  const Value row = row_of(weights.graph(), label_weights.items());
  return weights * ops::broadcast_rows(row, weights.shape());
}

double AUC::result(const Totals& totals) const {
  const std::span<const double> positives = totals.sums[2], all = totals.sums[3];
  const auto count = static_cast<std::size_t>(points());
  double sum = 0, weights = 0;
  for (std::size_t i = 0; i < positives.size(); ++i) {
    const double weight = multi_label && label_weights ? label_weights.items()[i] : 1.0;
    sum += weight * area_of(totals.sums[0].subspan(i * count, count),
                            totals.sums[1].subspan(i * count, count), positives[i],
                            all[i] - positives[i]);
    weights += weight;
  }
  return ratio(sum, weights);
}

double AUC::area_of(std::span<const double> hits, std::span<const double> alarms, double positives,
                    double negatives) const {
  const bool roc = curve == "ROC", pr = curve == "PR",
             trapezoids = summation_method == "interpolation";
  double area = 0;
  for (std::size_t i = 0; i + 1 < hits.size(); ++i) {
    const Counts low{hits[i], alarms[i]}, high{hits[i + 1], alarms[i + 1]};
    if (pr && trapezoids) {
      area += between_counts(low, high, positives);
      continue;
    }
    const auto point = [&](const Counts& c) -> Point {
      if (roc) return {ratio(c.alarms, negatives), ratio(c.hits, positives)};
      if (pr) return {ratio(c.hits, positives), ratio(c.hits, c.hits + c.alarms)};
      return gains(c, positives, negatives);
    };
    const Point a = point(low), b = point(high);
    area += (a.x - b.x) * (trapezoids                       ? (a.y + b.y) / 2
                           : summation_method == "minoring" ? std::min(a.y, b.y)
                                                            : std::max(a.y, b.y));
  }
  return area;
}

}  // namespace occam::metrics
