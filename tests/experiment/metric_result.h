#pragma once

#include <vector>

#include "occam/metrics/metric.h"
#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// A metric's number after an epoch of one batch; weights: one a sample, or empty.
double metric_result(const Metric& metric, const Array& target, const Array& prediction,
                     const Array& weights = {});

/// The same of one that is several numbers.
std::vector<double> metric_numbers(const Metric& metric, const Array& target,
                                   const Array& prediction);

}  // namespace occam::experiments
