#include "occam/saving/keras_compile.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/saving/keras_order.h"

namespace occam::saving {
namespace {

constexpr const char* kKerasCompile = "compile_config";
constexpr const char* kOwnCompile = "occam_compile_config";

/// Whether there is a class in it that Keras lacks, as keras_object writes it.
bool has_own_class(const Config& config) {
  if (const Config::List* const items = config.list())
    return std::any_of(items->begin(), items->end(), has_own_class);
  if (config.entries() == nullptr) return false;
  return std::any_of(config.entries()->begin(), config.entries()->end(),
                     [](const ConfigEntry& entry) {
                       const std::string* const text = entry.value.text();
                       return (entry.key == "registered_name" && text != nullptr &&
                               text->starts_with(kOwnPackage)) ||
                              has_own_class(entry.value);
                     });
}

/// One value for one output; a list, or by the names that the user gave.
Config for_outputs(const std::vector<Config>& items, const models::Topology& topology) {
  if (has_named_outputs(topology)) {
    Config::Map named;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].is_null()) named.push_back({topology.outputs[i].name, items[i]});
    }
    return named;
  }
  return items.size() == 1 ? items[0] : Config(Config::List(items));
}

Config keras_loss(const Loss& loss, const std::string& path, const CurrentNumbers& current) {
  check_type_is_its_own(loss);
  const Config described = with_current_numbers(loss.config(), path, current);
  const auto fields = fields_of(Concept::kLoss, loss.type());
  const bool is_standard = is_in_keras(Concept::kLoss, loss.type()) && fields &&
                           std::all_of(fields->begin(), fields->end(), [&](const FieldInfo& field) {
                             const Config* const value = described.find("config")->find(field.name);
                             return value != nullptr && *value == field.standard;
                           });
  // The long name: Keras does not find the short ones again in every kind of file.
  if (is_standard) return loss.name();
  return keras_object(Concept::kLoss, described, {{"name", loss.name()}});
}

Config keras_metric(const Metric& metric) {
  Config described = metric.config();
  // Keras's class Accuracy is the exact one; its string finds the right one by the shapes.
  const Config* const exact = described.find("config")->find("exact");
  if (metric.type() == "Accuracy" && *exact == Config(false))
    return metric.name() == "acc" ? "acc" : "accuracy";
  Config::Map arguments;
  for (const ConfigEntry& entry : *described.find("config")->entries()) {
    if (!is_own_argument(Concept::kMetric, metric.type(), entry.key)) arguments.push_back(entry);
  }
  described.set("config", std::move(arguments));
  return keras_object(Concept::kMetric, described, {{"name", metric.name()}});
}

Config keras_metrics(const Metrics& metrics, const models::Topology& topology) {
  if (metrics.empty()) return {};
  std::vector<Config> by_output;
  for (const auto& of_output : metrics.for_outputs("metrics", topology.output_names())) {
    Config::List list;
    for (const Metric& metric : of_output) list.push_back(keras_metric(metric));
    by_output.emplace_back(std::move(list));
  }
  return for_outputs(by_output, topology);
}

/// The items of a stored value for each output; null where there is none.
std::vector<Config> by_output(const std::string& where, const Config& stored,
                              const std::vector<std::string>& outputs) {
  std::vector<Config> items(outputs.size());
  if (stored.is_null()) return items;
  if (const Config::List* list = stored.list()) {
    if (list->size() != outputs.size()) {
      throw_file_error(where, "has " + std::to_string(list->size()) + " items for " +
                                  std::to_string(outputs.size()) + " outputs");
    }
    std::copy(list->begin(), list->end(), items.begin());
    return items;
  }
  if (stored.entries() != nullptr && stored.find("class_name") == nullptr) {
    for (const ConfigEntry& entry : *stored.entries()) {
      const auto place = std::find(outputs.begin(), outputs.end(), entry.key);
      if (place == outputs.end()) throw_file_error(where, "names an output '" + entry.key + "'");
      items[static_cast<std::size_t>(place - outputs.begin())] = entry.value;
    }
    return items;
  }
  if (outputs.size() != 1) return std::vector<Config>(outputs.size(), stored);
  items[0] = stored;
  return items;
}

template <class H>
H made(Concept what, const std::string& where, const Config& stored) {
  const Config described = described_object(what, where, stored);
  std::optional<H> holder;
  try {
    holder = FieldValue<H>::read(described);
  } catch (const InvalidArgument& error) {
    throw_file_error(where, error.what());
  }
  if (!holder) throw_file_error(where, "is no " + std::string(noun_of(what)));
  return *holder;
}

Metric stored_metric(const std::string& where, const Config& stored) {
  Metric metric = made<Metric>(Concept::kMetric, where, stored);
  const Config* const config = stored.find("config");
  const Config* const name = config != nullptr ? config->find("name") : nullptr;
  return name != nullptr && name->text() != nullptr ? metric.named(*name->text()) : metric;
}

/// Keras 2 writes "auto" where losses are reduced as usual.
Config with_named_reduction(Config stored) {
  const Config* const config = stored.find("config");
  const Config* const given = config != nullptr ? config->find("reduction") : nullptr;
  if (given == nullptr || *given != Config("auto")) return stored;
  Config named = *config;
  named.set("reduction", "sum_over_batch_size");
  stored.set("config", std::move(named));
  return stored;
}

Metrics named_by_output(const std::vector<std::string>& outputs,
                        std::vector<std::vector<Metric>> lists) {
  if (outputs.size() == 1) return Metrics(std::move(lists[0]));
  Metrics metrics;
  for (std::size_t i = 0; i < outputs.size(); ++i) metrics.add(outputs[i], std::move(lists[i]));
  return metrics;
}

Metrics stored_metrics(const std::string& where, const Config& stored,
                       const std::vector<std::string>& outputs) {
  std::vector<std::vector<Metric>> lists(outputs.size());
  const bool is_flat = outputs.size() == 1 && stored.list() != nullptr &&
                       std::none_of(stored.list()->begin(), stored.list()->end(),
                                    [](const Config& item) { return item.list() != nullptr; });
  const std::vector<Config> items =
      is_flat ? std::vector<Config>{stored} : by_output(where, stored, outputs);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (const Config::List* list = items[i].list()) {
      for (const Config& item : *list) lists[i].push_back(stored_metric(where, item));
    } else if (!items[i].is_null()) {
      lists[i].push_back(stored_metric(where, items[i]));
    }
  }
  return named_by_output(outputs, std::move(lists));
}

const Config& value_or_null(const Config& object, std::string_view key) {
  static const Config kNull;
  const Config* const value = object.find(key);
  return value != nullptr ? *value : kNull;
}

/// Whether it and all that it holds (a schedule, say) describe themselves.
bool is_described(const auto& holder) {
  try {
    holder.config();
    return true;
  } catch (const InvalidArgument&) {
    return false;
  }
}

}  // namespace

std::string undescribed(const CompileOptions& options) {
  if (!is_described(options.optimizer)) return "the optimizer";
  for (const Loss& loss : options.loss) {
    if (loss && !is_described(loss)) return "the loss";
  }
  for (const Metrics* const metrics : {&options.metrics, &options.weighted_metrics}) {
    if (!metrics->all_of([](const Metric& metric) { return is_described(metric); }))
      return "a metric";
  }
  return "";
}

std::string compile_key(const Config& compile) {
  return has_own_class(compile) ? kOwnCompile : kKerasCompile;
}

const Config* compile_config_of(const Config& model) {
  const Config* const kerases = model.find(kKerasCompile);
  return kerases != nullptr ? kerases : model.find(kOwnCompile);
}

Config keras_compile(const CompileOptions& options, const models::Topology& topology,
                     const CurrentNumbers& current) {
  const std::vector<std::string> names = topology.output_names();
  check_type_is_its_own(options.optimizer);
  const std::string optimizer_name(keras_snake_case(options.optimizer.type()));
  Config optimizer = keras_object(
      Concept::kOptimizer, with_current_numbers(options.optimizer.config(), "optimizer", current),
      {{"name", optimizer_name}, {"loss_scale_factor", nullptr}});
  std::vector<Config> losses(names.size()), weights(names.size());
  std::vector<const Loss*> given(names.size());
  if (!options.loss.empty()) given = options.loss.items_for("loss", names);
  std::vector<const Hyper*> factors(names.size());
  if (!options.loss_weights.empty())
    factors = options.loss_weights.items_for("loss_weights", names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string path = names.size() == 1 ? "loss" : "loss/" + names[i];
    if (given[i] != nullptr && *given[i]) losses[i] = keras_loss(*given[i], path, current);
    if (factors[i] == nullptr) continue;
    if (!factors[i]->is_number())
      throw InvalidArgument("loss_weights: a schedule. Expected a number in a file");
    weights[i] = current(path + "/weight").value_or(factors[i]->value());
  }
  const bool has_weights = !options.loss_weights.empty();
  if (has_weights && !has_named_outputs(topology)) {
    for (Config& weight : weights) weight = weight.is_null() ? Config(1.0) : weight;
  }
  return Config::map({{"optimizer", std::move(optimizer)},
                      {"loss", for_outputs(losses, topology)},
                      {"loss_weights", has_weights ? for_outputs(weights, topology) : Config()},
                      {"metrics", keras_metrics(options.metrics, topology)},
                      {"weighted_metrics", keras_metrics(options.weighted_metrics, topology)},
                      {"run_eagerly", false},
                      {"steps_per_execution", 1},
                      {"jit_compile", false}});
}

CompileOptions stored_compile(const std::string& where, const Config& compile,
                              const std::vector<std::string>& outputs) {
  CompileOptions options;
  options.optimizer = made<Optimizer>(Concept::kOptimizer, where + ": optimizer",
                                      value_or_null(compile, "optimizer"));
  const std::vector<Config> losses =
      by_output(where + ": loss", value_or_null(compile, "loss"), outputs);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const Loss loss = made<Loss>(Concept::kLoss, where + ": loss", with_named_reduction(losses[i]));
    if (outputs.size() == 1) {
      options.loss = loss;
    } else {
      options.loss.add(outputs[i], loss);
    }
  }
  const Config& factors = value_or_null(compile, "loss_weights");
  if (!factors.is_null()) {
    const std::vector<Config> weights = by_output(where + ": loss_weights", factors, outputs);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i].is_null()) continue;
      const auto number = FieldValue<double>::read(weights[i]);
      if (!number)
        throw_file_error(where + ": loss_weights", "has no number: " + to_text(weights[i]));
      options.loss_weights.add(outputs[i], Hyper(*number));
    }
  }
  options.metrics = stored_metrics(where + ": metrics", value_or_null(compile, "metrics"), outputs);
  options.weighted_metrics = stored_metrics(where + ": weighted_metrics",
                                            value_or_null(compile, "weighted_metrics"), outputs);
  return options;
}

Config described_metrics(const std::vector<std::vector<Metric>>& lists) {
  Config::List all;
  for (const std::vector<Metric>& of_output : lists) {
    Config::List list;
    for (const Metric& metric : of_output) {
      Config described = metric.config();
      described.set("name", metric.name());
      list.push_back(std::move(described));
    }
    all.emplace_back(std::move(list));
  }
  return all;
}

Metrics metrics_of(const std::string& where, const Config& described,
                   const std::vector<std::string>& outputs) {
  std::vector<std::vector<Metric>> lists;
  for (const Config& of_output : by_output(where, described, outputs)) {
    lists.emplace_back();
    if (of_output.list() == nullptr) continue;
    for (const Config& item : *of_output.list()) {
      const Config* const name = item.find("name");
      const Metric metric = made<Metric>(Concept::kMetric, where, item);
      const bool has_name = name != nullptr && name->text() != nullptr;
      lists.back().push_back(has_name ? metric.named(*name->text()) : metric);
    }
  }
  return named_by_output(outputs, std::move(lists));
}

}  // namespace occam::saving
