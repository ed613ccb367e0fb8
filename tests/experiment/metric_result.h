#pragma once

#include "occam/metrics/metric.h"
#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// A metric's number after an epoch of one batch; weights: one a sample, or empty.
double metric_result(const Metric& metric, const Array& target, const Array& prediction,
                     const Array& weights = {});

}  // namespace occam::experiments
