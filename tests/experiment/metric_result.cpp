#include "tests/experiment/metric_result.h"

namespace occam::experiments {

double metric_result(const Metric& metric, const Array& target, const Array& prediction,
                     const Array& weights) {
  Experiment experiment;
  const graph::Value factors =
      weights.size() > 0 ? experiment.input("weights", weights) : graph::Value{};
  const graph::Value y = experiment.input("target", target);
  metrics::Sums sums(y.graph(), "sums", factors);
  metric.update_state(sums, y, experiment.variable("prediction", prediction));
  experiment.run();
  std::vector<std::vector<double>> values;
  for (const metrics::Accumulator& accumulator : sums.accumulators())
    values.push_back(experiment.values_after(accumulator.total));
  const std::vector<std::span<const double>> views(values.begin(), values.end());
  return metric.result({target.shape()[0], views});
}

}  // namespace occam::experiments
