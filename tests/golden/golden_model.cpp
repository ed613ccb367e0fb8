#include "tests/golden/golden_model.h"

namespace occam::golden {

Config config_of(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    Config::List list;
    for (const Json& item : json) list.push_back(config_of(item));
    return list;
  }
  Config arguments = Config::Map();
  for (const auto& [key, value] : json.items()) {
    if (key != "class") arguments.set(key, config_of(value));
  }
  if (!json.contains("class")) return arguments;
  // Keras's are subgradients.
  if (json.at("class") == "L1" || json.at("class") == "L1L2") arguments.set("proximal", false);
  return Config::map({{"class_name", config_of(json.at("class"))}, {"config", arguments}});
}

Sequential sequential_of(const Json& network) {
  Sequential model;
  for (const Json& layer : network.at("layers"))
    model.add(made<Layer>(layer.at("layer"), layer.at("arguments")));
  return model;
}

CompileOptions compile_options_of(const Json& network) {
  CompileOptions options{
      .optimizer = *FieldValue<Optimizer>::read(config_of(network.at("optimizer"))),
      .loss = *FieldValue<Loss>::read(config_of(network.at("loss")))};
  for (const Json& metric : network.at("metrics"))
    options.metrics.emplace_back(metric.get<std::string>());
  return options;
}

}  // namespace occam::golden
