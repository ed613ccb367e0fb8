#include "occam/saving/stored_model.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "occam/models/nested.h"
#include "occam/saving/array_file.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/keras_object.h"
#include "occam/saving/keras_order.h"
#include "occam/saving/mask_operations.h"

namespace occam::saving {
namespace {

constexpr std::size_t kMostLayers = 10'000;
/// Keras's layers that make numbers of raw columns, which models here are not given.
constexpr std::array<std::string_view, 4> kOfRawColumns = {"StringLookup", "TextVectorization",
                                                           "Hashing", "HashedCrossing"};

const Config& at(const std::string& where, const Config& object, std::string_view key) {
  const Config* const value = object.find(key);
  if (value == nullptr) throw_file_error(where, "has no '" + std::string(key) + "'");
  return *value;
}

const std::string& stored_text(const std::string& where, const Config& object,
                               std::string_view key) {
  const Config& value = at(where, object, key);
  if (value.text() == nullptr || value.text()->size() > 4096)
    throw_file_error(where, "'" + std::string(key) + "' is no text of at most 4096 bytes");
  return *value.text();
}

const Config::List& list_at(const std::string& where, const Config& object, std::string_view key) {
  const Config& value = at(where, object, key);
  if (value.list() == nullptr) throw_file_error(where, "'" + std::string(key) + "' is no list");
  return *value.list();
}

/// [null, 28, 28] -> (28, 28); a null behind the first is an unknown size.
Shape sample_shape(const std::string& where, const Config& batch) {
  const Config::List* const list = batch.list();
  const bool fits = list != nullptr && !list->empty() && list->size() <= kMostAxes &&
                    std::all_of(list->begin() + 1, list->end(), [](const Config& size) {
                      return size.is_null() || (size.integer() != nullptr && *size.integer() >= 1);
                    });
  if (!fits) {
    throw_file_error(where, "an input has the batch shape " + to_text(batch) +
                                ". Expected null and then sizes >= 1, or null for unknown ones");
  }
  std::vector<std::int64_t> sizes;
  for (auto size = list->begin() + 1; size != list->end(); ++size)
    sizes.push_back(size->is_null() ? kUnknownSize : *size->integer());
  return Shape(std::move(sizes));
}

const std::string& class_of(const std::string& where, const Config& object) {
  return stored_text(where, object, "class_name");
}

bool is_sequential(const std::string& class_name) { return class_name == "Sequential"; }
std::string layer_text(const std::string& where, const std::string& name) {
  return where + ": layer '" + name + "'";
}

/// The name of a layer's object, for messages too.
const std::string& name_of(const std::string& where, const Config& object) {
  return stored_text(where, at(where, object, "config"), "name");
}

Layer stored_layer(const std::string& where, const Config& object);

StoredModel stored_chain(const std::string& where, const Config& model) {
  StoredModel stored;
  stored.is_sequential = true;
  const Config& config = at(where, model, "config");
  for (const Config& object : list_at(where, config, "layers"))
    stored.layers.push_back(stored_layer(where, object));
  if (stored.layers.empty()) throw_file_error(where, "a Sequential model has no layers");
  if (stored.layers[0].is_input()) return stored;
  // Built by its first batch: the shape stands beside the layers.
  const Config* shape = config.find("build_input_shape");
  const Config* const build = model.find("build_config");
  if (shape == nullptr && build != nullptr) shape = build->find("input_shape");
  if (shape == nullptr || shape->is_null())
    throw_file_error(where,
                     "the shape of the model's input is not in the file. Expected a built model");
  stored.layers.insert(stored.layers.begin(),
                       Layer(layers::Input{.shape = Dims(sample_shape(where, *shape))}));
  return stored;
}

/// Makes the calls of a functional model, each when its inputs are there.
class FunctionalReader {
 public:
  FunctionalReader(const std::string& where, const Config& config) : where_(where) {
    const Config::List& objects = list_at(where, config, "layers");
    const std::set<std::string> left_out = mask_operations(where, objects);
    for (const Config& object : objects) {
      const std::string& name = name_of(where, object);
      if (left_out.contains(name)) continue;
      if (place_of_.contains(name)) throw_file_error(where, "two layers are named '" + name + "'");
      place_of_.emplace(name, places_.size());
      const std::string& class_name = class_of(where, object);
      places_.push_back({name, stored_layer(where, object), class_name, {}, results(object), {}});
      places_.back().keys = input_keys(object);
      for (const Config& call : list_at(layer_text(where, name), object, "inbound_nodes"))
        places_.back().calls.push_back(&call);
    }
    call_all();
  }

  StoredModel read(const Config& config) {
    StoredModel stored;
    for (const Config& input : tensors(at(where_, config, "input_layers")))
      stored.inputs.push_back(value(input, false));
    const Config& outputs = at(where_, config, "output_layers");
    for (const Config& output : tensors(outputs)) stored.outputs.push_back(value(output, true));
    const Config::Map* const named = outputs.entries();
    if (named != nullptr && named->size() == stored.outputs.size()) {
      for (const ConfigEntry& entry : *named) stored.output_names.push_back(entry.key);
    }
    return stored;
  }

 private:
  struct Place {
    std::string name;
    Layer layer;
    std::string class_name;
    std::vector<const Config*> calls;
    std::vector<std::size_t> results;       ///< of a model's call: which of its outputs each is
    std::vector<std::vector<Node>> values;  ///< by call: the outputs
    std::vector<std::string> keys = {};     ///< of a model that takes a dict
  };
  /// A result of a call.
  struct Named {
    std::size_t place, call, result;
  };

  /// The places ["dense", 0, 0] in one of them, or in lists and dicts inside each other.
  Config::List tensors(const Config& config) const {
    Config::List found;
    const Config::List* const list = config.list();
    if (list != nullptr && !list->empty() && (*list)[0].text() != nullptr) {
      found.push_back(config);
    } else if (list != nullptr && !list->empty()) {
      for (const Config& each : *list) std::ranges::move(tensors(each), std::back_inserter(found));
    } else if (config.entries() != nullptr && !config.entries()->empty()) {
      for (const ConfigEntry& each : *config.entries())
        std::ranges::move(tensors(each.value), std::back_inserter(found));
    } else {
      throw_file_error(where_, "the model's inputs or outputs are no list");
    }
    return found;
  }

  /// The outputs of a model by the numbers of its results; {0} for any other layer.
  static std::vector<std::size_t> results(const Config& object) {
    const std::string& class_name = *object.find("class_name")->text();
    if (!is_model_class(class_name) || is_sequential(class_name)) return {0};
    const Config* const outputs = object.find("config")->find("output_layers");
    if (outputs == nullptr) return {0};
    std::vector<std::string> names;
    const Config::Map* const named = outputs->entries();
    if (named != nullptr) {
      for (const ConfigEntry& entry : *named) names.push_back(entry.key);
    } else if (const Config::List* list = outputs->list(); list && !list->empty()) {
      names.resize((*list)[0].text() != nullptr ? 1 : list->size());
    }
    const std::vector<std::size_t> places = result_places(names, named != nullptr);
    std::vector<std::size_t> outputs_of(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) outputs_of[places[i]] = i;
    return outputs_of;
  }

  /// Of a model whose inputs are a dict of tensors their keys, in its own order.
  static std::vector<std::string> input_keys(const Config& object) {
    std::vector<std::string> keys;
    const Config* const config = object.find("config");
    const Config* const inputs = config != nullptr ? config->find("input_layers") : nullptr;
    if (inputs == nullptr || inputs->entries() == nullptr) return keys;
    for (const ConfigEntry& entry : *inputs->entries()) {
      const Config::List* const tensor = entry.value.list();
      if (tensor == nullptr || tensor->empty() || (*tensor)[0].text() == nullptr) return {};
      keys.push_back(entry.key);
    }
    return keys;
  }

  /// The result that a history names.
  Named named_result(const Config& history) const {
    const Config::List* const list = history.list();
    const bool fits = list != nullptr && list->size() == 3 && (*list)[0].text() != nullptr &&
                      (*list)[1].integer() != nullptr && *(*list)[1].integer() >= 0 &&
                      (*list)[2].integer() != nullptr && *(*list)[2].integer() >= 0;
    if (!fits) {
      throw_file_error(where_, "a value is named by " + to_text(history) +
                                   ". Expected [layer, call, which of its results]");
    }
    const auto found = place_of_.find(*(*list)[0].text());
    if (found == place_of_.end())
      throw_file_error(where_, "a layer '" + *(*list)[0].text() + "' is used that is not there");
    const Named named{found->second, static_cast<std::size_t>(*(*list)[1].integer()),
                      static_cast<std::size_t>(*(*list)[2].integer())};
    const Place& of = places_[named.place];
    if (named.result >= of.results.size()) {
      throw_file_error(where_, "result " + std::to_string(named.result) + " of layer '" + of.name +
                                   "' is used, which has " + std::to_string(of.results.size()));
    }
    return named;
  }

  Node value(const Config& history, bool is_output) const {
    Named named = named_result(history);
    const Place& of = places_[named.place];
    // Keras counts the calls of a model that is an output from 1.
    if (is_output && is_model_class(of.class_name) && !is_sequential(of.class_name) &&
        named.call > 0)
      --named.call;
    if (named.call >= of.values.size())
      throw_file_error(where_, "layer '" + of.name + "' is not called as often as it is used");
    return of.values[named.call][of.results[named.result]];
  }

  /// The histories of a call's inputs.
  std::vector<Config> inputs_of(const Place& place, const Config& call) const {
    const std::string where = layer_text(where_, place.name);
    if (call.list() != nullptr) return old_inputs_of(where, *call.list());
    const Config::List& args = list_at(where, call, "args");
    if (const Config* const kwargs = call.find("kwargs"); kwargs && kwargs->entries()) {
      for (const ConfigEntry& entry : *kwargs->entries()) {
        const bool off =
            entry.value.is_null() || entry.value == Config(false) || entry.key == "mask";
        if (!off)
          throw_file_error(where, "is called with " + entry.key + "=" + to_text(entry.value));
      }
    }
    if (args.size() != 1) throw_file_error(where, "is called in a way that is not known");
    std::vector<Config> found;
    const auto add = [&](const Config& tensor) {
      if (tensor.find("class_name") == nullptr || class_of(where, tensor) != "__keras_tensor__")
        throw_file_error(where, "is called on something else than a layer's result");
      found.push_back(at(where, at(where, tensor, "config"), "keras_history"));
    };
    if (const Config::List* several = args[0].list()) {
      for (const Config& tensor : *several) add(tensor);
    } else if (!place.keys.empty() && args[0].find("class_name") == nullptr) {
      for (const std::string& key : place.keys) add(at(where, args[0], key));
    } else {
      add(args[0]);
    }
    return found;
  }

  /// A call as Keras 2 writes it: [["dense", 0, 0, {}], ...], an inner model's calls from 1 on.
  std::vector<Config> old_inputs_of(const std::string& where, const Config::List& call) const {
    std::vector<Config> found;
    for (const Config& tensor : call) {
      const Config::List* const parts = tensor.list();
      if (parts == nullptr || parts->size() < 3 || parts->size() > 4 ||
          (*parts)[1].integer() == nullptr ||
          (parts->size() == 4 && (*parts)[3] != Config(Config::Map())))
        throw_file_error(where, "is called in a way that is not known");
      std::int64_t index = *(*parts)[1].integer();
      const auto place =
          (*parts)[0].text() != nullptr ? place_of_.find(*(*parts)[0].text()) : place_of_.end();
      if (place != place_of_.end() && is_model_class(places_[place->second].class_name)) --index;
      found.push_back(Config::List{(*parts)[0], index, (*parts)[2]});
    }
    return found;
  }

  void call_all() {
    // Each call waits for the values that it needs; whoever has a value wakes those that wait.
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> waiting;
    std::vector<std::size_t> ready;
    std::size_t calls = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].layer.is_input()) places_[i].values.push_back({Node(places_[i].layer, {})});
      if (!places_[i].layer.is_input()) ready.push_back(i);
      calls += places_[i].calls.size();
    }
    if (calls > kMostLayers) throw_file_error(where_, "has more than 10000 calls of layers");
    while (!ready.empty()) {
      const std::size_t index = ready.back();
      ready.pop_back();
      Place& place = places_[index];
      while (place.values.size() < place.calls.size()) {
        std::vector<Node> inputs;
        bool complete = true;
        for (const Config& history : inputs_of(place, *place.calls[place.values.size()])) {
          const Named needed = named_result(history);
          const Place& of = places_[needed.place];
          if (needed.call >= of.values.size()) {
            waiting[{needed.place, needed.call}].push_back(index);
            complete = false;
            break;
          }
          inputs.push_back(of.values[needed.call][of.results[needed.result]]);
        }
        if (!complete) break;
        place.values.push_back(occam::call_all(place.layer, std::move(inputs)));
        const auto woken = waiting.find({index, place.values.size() - 1});
        if (woken == waiting.end()) continue;
        ready.insert(ready.end(), woken->second.begin(), woken->second.end());
        waiting.erase(woken);
      }
    }
    for (const Place& place : places_) {
      if (place.values.size() < place.calls.size())
        throw_file_error(layer_text(where_, place.name), "waits for a result that no layer gives");
    }
  }

  const std::string where_;
  std::vector<Place> places_;
  std::map<std::string, std::size_t> place_of_;
};

Layer stored_input(const std::string& where, const Config& object) {
  const Config& config = at(where, object, "config");
  const Config* shape = config.find("batch_shape");
  if (shape == nullptr) shape = config.find("batch_input_shape");
  if (shape == nullptr) throw_file_error(where, "an InputLayer has no batch_shape");
  for (const std::string_view option : {"sparse", "ragged", "optional"}) {
    const Config* const value = config.find(option);
    if (value != nullptr && !value->is_null() && *value != Config(false))
      throw_file_error(where, "an InputLayer is " + std::string(option) + ", which occam has not");
  }
  return layers::Input{.shape = Dims(sample_shape(where, *shape)),
                       .name = stored_text(where, config, "name")};
}

Layer nested_layer(const std::string& where, const Config& object) {
  const StoredModel stored = stored_model(where, object);
  models::NestedModel nested{stored.name, {}, {}, stored.is_sequential};
  if (stored.is_sequential) {
    const std::vector<std::string> names = models::names_of(stored.layers);
    std::vector<models::NamedLayer> named;
    for (std::size_t i = 0; i < names.size(); ++i) named.push_back({names[i], stored.layers[i]});
    nested.topology = models::chain(std::move(named), stored.layers[0].input_shape().shape());
  } else {
    nested.topology = models::topology_of(stored.inputs, stored.outputs);
    for (std::size_t i = 0; i < stored.output_names.size(); ++i)
      nested.topology.outputs[i].name = stored.output_names[i];
  }
  return nested;
}

Layer stored_layer(const std::string& where, const Config& object) {
  const std::string here = layer_text(where, name_of(where, object));
  const std::string& class_name = class_of(here, object);
  if (is_model_class(class_name)) return nested_layer(where, object);
  if (class_name == "InputLayer") return stored_input(here, object);
  if (std::ranges::count(kOfRawColumns, class_name) > 0) {
    throw_file_error(
        here, class_name +
                  " takes raw columns, and models here take numbers. Expected the model behind "
                  "it, as Keras cuts it off: keras.Model(model.get_layer('" +
                  name_of(where, object) +
                  "').output, model.outputs), or a table's own model: occam train TABLE --save");
  }
  const Config described = described_object(Concept::kLayer, here, object);
  try {
    return Layer::catalogue().make(*described.find("class_name")->text(),
                                   *described.find("config"));
  } catch (const InvalidArgument& error) {
    throw_file_error(here, error.what());
  }
}

}  // namespace

StoredModel stored_model(const std::string& where, const Config& model) {
  const std::string& class_name = class_of(where, model);
  if (!is_model_class(class_name)) {
    throw_file_error(where,
                     "class " + class_name +
                         " is no model that is known. Expected a Sequential or functional model");
  }
  const Config& config = at(where, model, "config");
  if (list_at(where, config, "layers").size() > kMostLayers)
    throw_file_error(where, "has more than 10000 layers");
  StoredModel stored = is_sequential(class_name) ? stored_chain(where, model)
                                                 : FunctionalReader(where, config).read(config);
  if (config.find("name") != nullptr) stored.name = stored_text(where, config, "name");
  return stored;
}

Sequential StoredModel::sequential() const {
  Sequential model;
  for (const Layer& layer : layers) model.add(layer);
  return model;
}

Model StoredModel::functional() const {
  ModelOptions options;
  options.name = name;
  if (is_sequential) {
    Node value(layers[0], {});
    options.inputs = value;
    for (std::size_t i = 1; i < layers.size(); ++i) value = layers[i](value);
    options.outputs = value;
    return Model(std::move(options));
  }
  options.inputs = inputs;
  if (output_names.empty()) {
    options.outputs = outputs;
  } else {
    for (std::size_t i = 0; i < outputs.size(); ++i)
      options.outputs.add(output_names[i], outputs[i]);
  }
  return Model(std::move(options));
}

}  // namespace occam::saving
