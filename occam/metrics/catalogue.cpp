#include "occam/metrics/accuracy.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/metrics/mean_squared_error.h"
#include "occam/metrics/metric.h"

namespace occam {

// The only list of metrics.
const Catalogue<Metric>& Metric::catalogue() {
  using namespace metrics;
  static const Catalogue<Metric> members(
      "Metric", {catalogue_entry<Metric, Accuracy>("accuracy", {"acc"}),
                 catalogue_entry<Metric, MeanSquaredError>("mean_squared_error", {"mse"}),
                 catalogue_entry<Metric, MeanAbsoluteError>("mean_absolute_error", {"mae"})});
  return members;
}

}  // namespace occam
