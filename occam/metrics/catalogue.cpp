#include <vector>

#include "occam/base/errors.h"
#include "occam/metrics/accuracy.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/metrics/mean_squared_error.h"
#include "occam/metrics/metric.h"

namespace occam {
namespace {

struct Entry {
  std::string_view name, class_name, alias;
  Metric (*make)(std::string name);
};

// The only list of metrics.
const Entry kCatalogue[] = {
    {"accuracy", "Accuracy", "acc",
     [](std::string name) { return Metric(std::move(name), metrics::Accuracy{}); }},
    {"mean_squared_error", "MeanSquaredError", "mse",
     [](std::string name) { return Metric(std::move(name), metrics::MeanSquaredError{}); }},
    {"mean_absolute_error", "MeanAbsoluteError", "mae",
     [](std::string name) { return Metric(std::move(name), metrics::MeanAbsoluteError{}); }},
};

}  // namespace

Metric Metric::named(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Entry& entry : kCatalogue) {
    if (entry.name == name || entry.alias == name) return entry.make(std::string(name));
    if (entry.class_name == name) return entry.make(std::string(entry.name));
    known.push_back(entry.name);
    known.push_back(entry.alias);
  }
  throw_unknown_name("Metric", name, known);
}

}  // namespace occam
