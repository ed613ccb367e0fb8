#include "occam/models/watched_metric.h"

#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/metrics/auc.h"
#include "occam/metrics/balanced_accuracy.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/metrics/root_mean_squared_error.h"

namespace occam {

std::optional<Metric> watched_metric(const evaluation::Measure& measure, const data::Target& target,
                                     std::span<const double> priors) {
  const bool of_classes = measure.kind == evaluation::Measure::Kind::kClasses;
  if (of_classes != target.is_classification()) {
    throw_invalid_value("watched_metric", "measure",
                        target.is_classification() ? "one of classes" : "one of numbers",
                        std::string(measure.name));
  }
  const std::string_view name = measure.name;
  if (name == "balanced_accuracy") {
    return metrics::BalancedAccuracy{.priors = std::vector<double>(priors.begin(), priors.end())};
  }
  // Two hundred thresholds, Keras's default, are too coarse to tell epochs apart.
  if (name == "auc") return metrics::AUC{.num_thresholds = 1000};
  if (name == "f1") return Metric("f1_score");
  if (name == "rmse") return Metric("rmse", metrics::RootMeanSquaredError{.unit = target.scale});
  if (name == "mae") return Metric("mae", metrics::MeanAbsoluteError{.unit = target.scale});
  if (name == "r2") return Metric("r2_score");
  if (name == "log_loss") return std::nullopt;
  return Metric(name);
}

}  // namespace occam
