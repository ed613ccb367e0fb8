#include "occam/saving/keras_graph.h"

#include <algorithm>

#include "occam/saving/keras_classes.h"

namespace occam::saving {
namespace {

Config shape_of(std::int64_t width) { return Config::List{nullptr, width}; }

Config history(const std::string& layer) { return Config::List{layer, 0, 0}; }

/// A name that Keras gives by itself to operations with arguments: "take", "cast_1".
bool is_keras_own(const std::string& name) {
  for (const std::string_view own : {"take", "cast"}) {
    if (name.starts_with(own) && name.find_first_not_of("_0123456789", own.size()) == name.npos)
      return true;
  }
  return false;
}

}  // namespace

std::string KerasGraph::free_name(std::string_view name) {
  std::string allowed(name);
  std::replace(allowed.begin(), allowed.end(), '/', '_');
  std::string free = allowed;
  for (int i = 1; names_.contains(free); ++i) free = allowed + "_" + std::to_string(i);
  names_.insert(free);
  return free;
}

Config KerasGraph::argument(const Tensor& tensor) {
  return Config::map({{"class_name", "__keras_tensor__"},
                      {"config", Config::map({{"shape", shape_of(tensor.width)},
                                              {"dtype", tensor.dtype},
                                              {"keras_history", history(tensor.layer)}})}});
}

KerasGraph::Tensor KerasGraph::input(const std::string& column, const std::string& dtype) {
  const std::string name = free_name(is_keras_own(column) ? column + "_column" : column);
  inputs_.push_back({name, history(name)});
  layers_.push_back(Config::map(
      {{"module", "keras.layers"},
       {"class_name", "InputLayer"},
       {"config",
        Config::map(
            {{"batch_shape", shape_of(1)}, {"dtype", dtype}, {"sparse", false}, {"name", name}})},
       {"registered_name", nullptr},
       {"name", name},
       {"inbound_nodes", Config::List()}}));
  return {name, 1, dtype};
}

KerasGraph::Tensor KerasGraph::add(Config object, const std::string& name, Config::List args,
                                   const std::string& dtype, std::int64_t width) {
  object.set("name", name);
  object.set("inbound_nodes",
             Config::List{Config::map({{"args", std::move(args)}, {"kwargs", Config::Map()}})});
  layers_.push_back(std::move(object));
  return {name, width, dtype};
}

KerasGraph::Tensor KerasGraph::op(const std::string& class_name, Config::List args,
                                  const std::string& dtype, std::int64_t width,
                                  const Config::Map& arguments) {
  const std::string name = free_name(keras_snake_case(class_name));
  // Keras 3.6 takes no name for operations with arguments of their own: it names those itself.
  Config config = arguments.empty() ? Config::map({{"name", name}}) : Config(Config::Map());
  for (const ConfigEntry& entry : arguments) config.set(entry.key, entry.value);
  const bool is_core = class_name == "Cast";
  return add(Config::map({{"module", is_core ? "keras.src.ops.core" : "keras.src.ops.numpy"},
                          {"class_name", class_name},
                          {"config", std::move(config)},
                          {"registered_name", class_name}}),
             name, std::move(args), dtype, width);
}

KerasGraph::Tensor KerasGraph::cast(const Tensor& tensor, const std::string& dtype) {
  return op("Cast", {argument(tensor)}, dtype, tensor.width, {{"dtype", dtype}});
}

KerasGraph::Tensor KerasGraph::layer(Config object, const std::string& name, Config::List args,
                                     const std::string& dtype, std::int64_t width) {
  return add(std::move(object), name, std::move(args), dtype, width);
}

Config KerasGraph::model(const std::string& name, const Tensor& output) const {
  return Config::map({{"module", "keras.src.models.functional"},
                      {"class_name", "Functional"},
                      {"config", Config::map({{"name", name},
                                              {"trainable", true},
                                              {"layers", layers_},
                                              {"input_layers", inputs_},
                                              {"output_layers", history(output.layer)}})},
                      {"registered_name", "Functional"}});
}

Config keras_layer(const std::string& class_name, const std::string& name,
                   const Config::Map& arguments, const std::string& dtype) {
  const Config policy = Config::map({{"module", "keras"},
                                     {"class_name", "DTypePolicy"},
                                     {"config", Config::map({{"name", dtype}})},
                                     {"registered_name", nullptr}});
  Config config = Config::map({{"name", name}, {"trainable", true}, {"dtype", policy}});
  for (const ConfigEntry& entry : arguments) config.set(entry.key, entry.value);
  return Config::map({{"module", "keras.layers"},
                      {"class_name", class_name},
                      {"config", std::move(config)},
                      {"registered_name", nullptr}});
}

}  // namespace occam::saving
