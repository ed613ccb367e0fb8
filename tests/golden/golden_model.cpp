#include "tests/golden/golden_model.h"

namespace occam::golden {

Config as_keras_means(std::string_view type, Config arguments) {
  if (type == "L1" || type == "L1L2" || type == "GroupL1") arguments.set("proximal", false);
  return arguments;
}

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
  const auto type = json.at("class").get<std::string>();
  return Config::map({{"class_name", type}, {"config", as_keras_means(type, arguments)}});
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
