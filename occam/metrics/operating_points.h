#pragma once

#include <cstdint>
#include <string_view>

#include "occam/base/maybe_number.h"
#include "occam/graph/graph.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// The counts above one threshold.
struct Counts {
  double hits, alarms;          ///< true and false positives
  double positives, negatives;  ///< of all
};
double sensitivity(const Counts& counts);  ///< also recall
double specificity(const Counts& counts);
double precision(const Counts& counts);

/// Adds what best_of reads: the counts above `thresholds` even thresholds from 0 to 1, above 0.5
/// where it is one; of the output `class_id` alone, or of all pooled.
/// Errors: InvalidArgument (naming `metric`) for a class_id that is no output.
void add_operating_points(std::string_view metric, Sums& sums, const graph::Value& target,
                          const graph::Value& prediction, std::int64_t thresholds,
                          const MaybeInt& class_id);

/// The largest `wanted` of the thresholds at which `kept` is `least` at least; 0 without any.
double best_of(const Totals& totals, double (*wanted)(const Counts&), double (*kept)(const Counts&),
               double least);

}  // namespace occam::metrics
