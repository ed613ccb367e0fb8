#pragma once

#include <string_view>

#include "occam/base/maybe_number.h"
#include "occam/graph/graph.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// Targets beside predictions, both [n, k], and what each of their numbers counts.
struct Labelled {
  graph::Value positive;  ///< 1 where the target is not 0
  graph::Value prediction;
  graph::Value weights;
};

/// Class numbers become 0 and 1 a class; top_k: predictions that are none of the k largest of their
/// row, of equal ones the first, become -1e10; class_id: that column alone.
/// Errors: InvalidArgument (naming `metric`) for a class_id that is no column, a top_k beyond the
/// columns.
Labelled labelled(std::string_view metric, const Sums& sums, const graph::Value& target,
                  const graph::Value& prediction, const MaybeInt& class_id = {},
                  const MaybeInt& top_k = {});

/// 1 where the prediction is positive: above `thresholds`, by default 0.5, with top_k any of the k.
graph::Value found(const Labelled& seen, const MaybeNumber& thresholds, const MaybeInt& top_k);

/// a / b, 0 where b is 0.
double ratio(double a, double b);

}  // namespace occam::metrics
