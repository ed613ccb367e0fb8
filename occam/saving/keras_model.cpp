#include "occam/saving/keras_model.h"

#include <algorithm>
#include <set>

#include "occam/models/blueprint.h"
#include "occam/models/nested.h"
#include "occam/models/sequential.h"
#include "occam/saving/keras_order.h"

namespace occam::saving {
namespace {

using models::NestedModel;
using models::Topology;

Config batch_shape(const Shape& sample) {
  Config::List dims{nullptr};
  for (const std::int64_t size : sample)
    dims.push_back(size == kUnknownSize ? Config() : Config(size));
  return dims;
}

Config dtype_policy() {
  return Config::map({{"module", "keras"},
                      {"class_name", "DTypePolicy"},
                      {"config", Config::map({{"name", "float32"}})},
                      {"registered_name", nullptr}});
}

Config input_layer(const Topology::Input& input) {
  return Config::map({{"module", "keras.layers"},
                      {"class_name", "InputLayer"},
                      {"config", Config::map({{"batch_shape", batch_shape(input.shape)},
                                              {"dtype", "float32"},
                                              {"sparse", false},
                                              {"name", input.name}})},
                      {"registered_name", nullptr}});
}

/// Writes models, one inside the other.
class ModelWriter {
 public:
  /// Without `current` only an outline.
  explicit ModelWriter(const CurrentNumbers* current) : current_(current) {}

  Config model(const Topology& topology, bool is_sequential, const std::string& name,
               const std::string& path) const {
    if (const models::NamedLayer* const own = models::layer_of_model(topology))
      return layer({name, own->layer},
                   path.substr(0, path.size() - (path.empty() ? 0 : name.size() + 1)));
    return is_sequential ? chain(topology, name, path) : functional(topology, name, path);
  }

 private:
  Config chain(const Topology& topology, const std::string& name, const std::string& path) const {
    Config::List layers{input_layer(topology.inputs[0])};
    for (const models::NamedLayer& named : topology.layers) layers.push_back(layer(named, path));
    return Config::map(
        {{"module", "keras"},
         {"class_name", "Sequential"},
         {"config", Config::map({{"name", name},
                                 {"trainable", true},
                                 {"dtype", dtype_policy()},
                                 {"layers", std::move(layers)},
                                 {"build_input_shape", batch_shape(topology.inputs[0].shape)}})},
         {"registered_name", nullptr}});
  }

  Config layer(const models::NamedLayer& named, const std::string& path) const {
    const std::string place = path + named.name;
    if (const auto* nested = named.layer.as<NestedModel>())
      return model(nested->topology, nested->is_sequential, named.name, place + "/");
    if (current_ == nullptr) {
      // What is written elsewhere and never has weights is an operation, which has no group.
      const bool is_operation = !named.layer.has_fields() && !named.layer.has_weights();
      return Config::map({{"module", is_operation ? "keras.src.ops" : ""},
                          {"class_name", named.layer.type()},
                          {"config", Config::map({{"name", named.name}})}});
    }
    try {
      if (named.layer.has_fields()) check_type_is_its_own(named.layer);
      Config::Map arguments = {{"name", named.name}, {"dtype", dtype_policy()}};
      if (takes_trainable(named.layer.type()))
        arguments.insert(arguments.begin() + 1, {"trainable", true});
      return keras_object(Concept::kLayer,
                          with_current_numbers(named.layer.config(), place, *current_), arguments);
    } catch (const InvalidArgument& error) {
      throw InvalidArgument("layer '" + place + "': " + error.what());
    }
  }

  Config functional(const Topology& topology, const std::string& name,
                    const std::string& path) const {
    const std::size_t inputs = topology.inputs.size();
    std::vector<Shape> shapes;
    for (const Topology::Input& input : topology.inputs) shapes.push_back(input.shape);
    if (current_ != nullptr) {
      const models::Blueprint blueprint(topology);
      shapes.insert(shapes.end(), blueprint.call_shapes().begin(), blueprint.call_shapes().end());
    } else {
      shapes.resize(inputs + topology.calls.size());
    }
    std::vector<Config::List> calls(topology.layers.size());
    for (const Topology::Call& call : topology.calls) {
      Config::List tensors;
      for (const std::size_t value : call.inputs) {
        tensors.push_back(
            Config::map({{"class_name", "__keras_tensor__"},
                         {"config", Config::map({{"shape", batch_shape(shapes[value])},
                                                 {"dtype", "float32"},
                                                 {"keras_history", history(topology, value)}})}}));
      }
      calls[call.layer].push_back(
          called_layer(topology.layer_of(call)).call_arguments(std::move(tensors)));
    }
    Config::List layers;
    std::set<std::string_view> names;
    for (const std::size_t place : keras_order(topology)) {
      const bool is_input = place < inputs;
      const std::string& of_layer =
          is_input ? topology.inputs[place].name : topology.layers[place - inputs].name;
      if (!names.insert(of_layer).second) {
        throw InvalidArgument("an input and a layer are both named '" + of_layer +
                              "'. Expected different names in a file");
      }
      Config object = is_input ? input_layer(topology.inputs[place])
                               : layer(topology.layers[place - inputs], path);
      object.set("name", of_layer);
      object.set("inbound_nodes", is_input ? Config::List() : std::move(calls[place - inputs]));
      layers.push_back(std::move(object));
    }
    Config::List input_layers, output_layers;
    Config::Map named_outputs;
    for (std::size_t i = 0; i < inputs; ++i) input_layers.push_back(history(topology, i));
    for (const Topology::Output& output : topology.outputs) {
      output_layers.push_back(history(topology, output.value, true));
      named_outputs.push_back({output.name, output_layers.back()});
    }
    const auto one_or_list = [](Config::List list) {
      return list.size() == 1 ? list[0] : Config(std::move(list));
    };
    return Config::map(
        {{"module", "keras.src.models.functional"},
         {"class_name", "Functional"},
         {"config", Config::map({{"name", name},
                                 {"trainable", true},
                                 {"layers", std::move(layers)},
                                 {"input_layers", one_or_list(std::move(input_layers))},
                                 {"output_layers", has_named_outputs(topology)
                                                       ? Config(std::move(named_outputs))
                                                       : one_or_list(std::move(output_layers))}})},
         {"registered_name", "Functional"}});
  }

  /// Who knows how a layer or a model is called.
  static const Layer& called_layer(const Layer& layer) {
    const auto* const nested = layer.as<NestedModel>();
    const models::NamedLayer* const own =
        nested != nullptr ? models::layer_of_model(nested->topology) : nullptr;
    return own != nullptr ? own->layer : layer;
  }

  /// [layer, which of its calls, which of the results]. Keras counts the calls of a functional
  /// model that is an output from 1.
  static Config history(const Topology& topology, std::size_t value, bool is_output = false) {
    const std::size_t inputs = topology.inputs.size();
    const Topology::Origin origin = topology.origin(value);
    if (origin.value < inputs) return Config::List{topology.inputs[origin.value].name, 0, 0};
    const Topology::Call& call = topology.calls[origin.value - inputs];
    const models::NamedLayer& named = topology.layers[call.layer];
    const auto* const model = named.layer.as<NestedModel>();
    if (model == nullptr) {
      return Config::List{named.name, call.repetition, static_cast<std::int64_t>(origin.result)};
    }
    const auto places =
        result_places(model->topology.output_names(), has_named_outputs(model->topology));
    const bool is_counted =
        is_output && !model->is_sequential && models::layer_of_model(model->topology) == nullptr;
    return Config::List{named.name, call.repetition + (is_counted ? 1 : 0),
                        static_cast<std::int64_t>(places[origin.result])};
  }

  const CurrentNumbers* current_;
};

}  // namespace

Config keras_model(const Topology& topology, bool is_sequential, const std::string& name,
                   const CurrentNumbers& current) {
  return ModelWriter(&current).model(topology, is_sequential, name, "");
}

Config keras_outline(const Topology& topology, bool is_sequential) {
  return ModelWriter(nullptr).model(topology, is_sequential, "model", "");
}

}  // namespace occam::saving
