#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "occam/base/maybe_number.h"
#include "occam/base/numbers.h"
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

/// Throws InvalidArgument (naming `metric`) for thresholds of no number, or outside [0, 1].
void check_thresholds(std::string_view metric, const MaybeNumbers& thresholds);
/// How many numbers a metric of these thresholds is; none: one.
std::optional<std::int64_t> numbers_of(const MaybeNumbers& thresholds);

/// What is found above thresholds: tensors of one shape, [n, k] or of several thresholds [n k,
/// thresholds].
struct Found {
  graph::Value above;     ///< 1 where the prediction is positive
  graph::Value positive;  ///< 1 where the target is
  graph::Value weights;
  bool several = false;
  /// A number a threshold, of values in that shape.
  graph::Value sum(const graph::Value& values) const;
};

/// A prediction is positive above `thresholds`, by default 0.5, with top_k any of the k.
Found found(const Labelled& seen, const MaybeNumbers& thresholds, const MaybeInt& top_k = {});

/// These numbers as a vector.
graph::Value row_of(graph::Graph& graph, const std::vector<double>& numbers);
/// [n, k] as [n k].
graph::Value flat(const graph::Value& matrix);
/// p [n] above each of the thresholds [t]: [n, t].
graph::Value above_each(const graph::Value& p, const graph::Value& thresholds);
/// The same for `count` thresholds evenly from 0 to 1, of which the first lies below 0 as in Keras:
/// every p is above it. Whole numbers are compared, so that none is rounded.
graph::Value above_even(const graph::Value& p, std::int64_t count);

/// a / b, 0 where b is 0.
double ratio(double a, double b);

}  // namespace occam::metrics
