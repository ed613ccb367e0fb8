#include "occam/saving/legacy_compile.h"

#include <string>
#include <string_view>

namespace occam::saving {
namespace {

const std::string* text_in(const Config& object, std::string_view key) {
  const Config* const value = object.find(key);
  return value != nullptr ? value->text() : nullptr;
}

/// A metric that was given as a name is a wrapper of the function in Keras 2.
Config metric_of_legacy(const Config& metric) {
  if (const Config::List* const list = metric.list()) {
    Config::List items;
    for (const Config& item : *list) items.push_back(metric_of_legacy(item));
    return items;
  }
  const std::string* const class_name = text_in(metric, "class_name");
  if (class_name == nullptr) {
    if (metric.entries() == nullptr) return metric;
    Config::Map by_output;
    for (const ConfigEntry& entry : *metric.entries())
      by_output.push_back({entry.key, metric_of_legacy(entry.value)});
    return by_output;
  }
  if (*class_name != "MeanMetricWrapper") return metric;
  const Config* const config = metric.find("config");
  const std::string* const function = config != nullptr ? text_in(*config, "fn") : nullptr;
  if (function == nullptr) return metric;
  // Keras chooses it by the shapes, occam too.
  return function->ends_with("_accuracy") ? Config("accuracy") : Config(*function);
}

}  // namespace

Config compile_config_of_legacy(const Config& training) {
  Config compile;
  for (const std::string_view key : {"loss", "loss_weights"}) {
    if (const Config* const value = training.find(key)) compile.set(std::string(key), *value);
  }
  for (const std::string_view key : {"metrics", "weighted_metrics"}) {
    if (const Config* const value = training.find(key))
      compile.set(std::string(key), metric_of_legacy(*value));
  }
  if (const Config* const optimizer = training.find("optimizer_config"))
    compile.set("optimizer", *optimizer);
  return compile;
}

Config legacy_training_config(const Config& compile) {
  Config training;
  for (const std::string_view key : {"loss", "loss_weights", "metrics", "weighted_metrics"})
    training.set(std::string(key), *compile.find(key));
  training.set("optimizer_config", *compile.find("optimizer"));
  return training;
}

}  // namespace occam::saving
