#pragma once

#include <optional>
#include <span>

#include "occam/data/target.h"
#include "occam/evaluation/measure.h"
#include "occam/metrics/metric.h"

namespace occam {

/// What an early stop watches so that the network is good by this measure in the end: the metric
/// that follows it epoch by epoch. None for log_loss, which is the loss itself. Accuracy, and with
/// `priors` (the classes' shares of the training rows) balanced accuracy, decide as
/// evaluation::decide(); the area under the curve is Keras's, of several classes pooled; errors are
/// in the target's unit. Errors: InvalidArgument for a measure of the other kind of target.
std::optional<Metric> watched_metric(const evaluation::Measure& measure, const data::Target& target,
                                     std::span<const double> priors = {});

}  // namespace occam
