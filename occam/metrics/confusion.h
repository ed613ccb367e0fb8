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

/// Class numbers become 0 and 1 a class; class_id: that column alone.
/// Errors: InvalidArgument (naming `metric`) for a class_id that is no column.
Labelled labelled(std::string_view metric, const Sums& sums, const graph::Value& target,
                  const graph::Value& prediction, const MaybeInt& class_id = {});

/// a / b, 0 where b is 0.
double ratio(double a, double b);

}  // namespace occam::metrics
