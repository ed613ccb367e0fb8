#pragma once

#include <vector>

#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// What `make(target, prediction, experiment)` comes to.
template <class Make>
std::vector<float> values_per_sample(const Array& target, const Array& prediction,
                                     const Make& make) {
  Experiment experiment;
  const graph::Value y = experiment.input("target", target);
  experiment.output("value", make(y, experiment.variable("prediction", prediction), experiment));
  experiment.run();
  const auto value = experiment.tensor("value");
  return {value.begin(), value.end()};
}

/// What a loss gives for each sample.
inline std::vector<float> per_sample(const Loss& loss, const Array& target,
                                     const Array& prediction) {
  return values_per_sample(target, prediction, [&](auto y, auto p, Experiment& experiment) {
    return loss.per_sample(experiment.scope("loss"), y, p);
  });
}

/// What a metric gives for each sample.
template <MeanMetric T>
std::vector<float> per_sample(const T& metric, const Array& target, const Array& prediction) {
  return values_per_sample(target, prediction,
                           [&](auto y, auto p, Experiment&) { return metric.per_sample(y, p); });
}

}  // namespace occam::experiments
