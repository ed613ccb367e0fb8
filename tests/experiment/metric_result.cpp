#include "tests/experiment/metric_result.h"

namespace occam::experiments {
namespace {

/// read(totals) after an epoch of one batch.
template <class Read>
auto after_batch(const Metric& metric, const Array& target, const Array& prediction,
                 const Array& weights, const Read& read) {
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
  return read(metrics::Totals{target.shape()[0], views});
}

}  // namespace

double metric_result(const Metric& metric, const Array& target, const Array& prediction,
                     const Array& weights) {
  return after_batch(metric, target, prediction, weights,
                     [&](const metrics::Totals& totals) { return metric.result(totals); });
}

std::vector<double> metric_numbers(const Metric& metric, const Array& target,
                                   const Array& prediction) {
  return after_batch(metric, target, prediction, {}, [&](const metrics::Totals& totals) {
    std::vector<double> found;
    for (std::int64_t i = 0; i < metric.numbers(prediction.shape()).value_or(1); ++i)
      found.push_back(metric.result(totals, static_cast<std::size_t>(i)));
    return found;
  });
}

}  // namespace occam::experiments
