#include "occam/saving/legacy_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "occam/saving/adapted_layers.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/legacy_compile.h"
#include "occam/saving/table_file.h"
#include "occam/saving/weight_values.h"

namespace occam::saving {
namespace {

const std::string kWeights = "/model_weights", kOptimizer = "/optimizer_weights";
/// Beyond this an attribute is split: "weight_names0", "weight_names1", ...
constexpr std::size_t kLongestAttribute = 64'512;

void write_names(Hdf5Writer& file, const std::string& group, const std::string& attribute,
                 const std::vector<std::string>& names) {
  std::size_t longest = 1;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  const std::size_t at_once = std::max<std::size_t>(1, kLongestAttribute / longest);
  if (names.size() <= at_once) {
    file.texts(group, attribute, names);
    return;
  }
  for (std::size_t i = 0; i * at_once < names.size(); ++i) {
    const auto first = names.begin() + static_cast<std::ptrdiff_t>(i * at_once);
    const std::size_t count = std::min(at_once, names.size() - i * at_once);
    file.texts(group, attribute + std::to_string(i),
               {first, first + static_cast<std::ptrdiff_t>(count)});
  }
}

std::vector<std::string> read_names(const Hdf5Reader& file, const std::string& group,
                                    const std::string& attribute) {
  if (auto names = file.texts(group, attribute)) return *names;
  std::vector<std::string> names;
  for (std::size_t i = 0;; ++i) {
    const auto part = file.texts(group, attribute + std::to_string(i));
    if (!part) return names;
    names.insert(names.end(), part->begin(), part->end());
  }
}

/// Data sets of the weights. Layers with weights are taken in order, as Keras does: names of
/// layers differ between its versions. `adapted`: layers whose weights are in the description.
FileWeights weights_in_order(const std::string& where, const Hdf5Reader& file,
                             const std::set<std::string>& adapted, const WeightPlaces& places) {
  std::vector<std::vector<std::string>> stored;
  for (const std::string& layer : read_names(file, kWeights, "layer_names")) {
    std::vector<std::string> names = legacy_sets(file, layer);
    if (!names.empty() && !adapted.contains(layer)) stored.push_back(std::move(names));
  }
  FileWeights found{std::vector<std::string>(places.paths().size()), {}};
  std::size_t next = 0;
  for (const WeightPlaces::LayerWeights& layer : places.layers()) {
    if (layer.weights.empty()) continue;
    const std::size_t count = next < stored.size() ? stored[next].size() : 0;
    if (count != layer.weights.size()) {
      throw FileError(where + ": layer '" + layer.name + "' has " + std::to_string(count) +
                      " weights in the file. Expected " + std::to_string(layer.weights.size()));
    }
    for (std::size_t i = 0; i < count; ++i) {
      found.names[layer.weights[i]] = std::move(stored[next][i]);
      found.units.push_back({layer.name, {layer.weights[i]}});  // as Keras: each by itself
    }
    ++next;
  }
  if (next != stored.size()) {
    throw FileError(where + ": has weights of " + std::to_string(stored.size()) +
                    " layers. Expected " + std::to_string(next));
  }
  return found;
}

/// The same of layers by their names; others keep their weights.
FileWeights weights_by_name(const Hdf5Reader& file, const std::set<std::string>& adapted,
                            const WeightPlaces& places) {
  FileWeights found{std::vector<std::string>(places.paths().size()), {}};
  const std::vector<std::string> stored = read_names(file, kWeights, "layer_names");
  for (const WeightPlaces::LayerWeights& layer : places.layers()) {
    if (std::ranges::count(stored, layer.name) == 0 || adapted.contains(layer.name)) continue;
    const std::vector<std::string> names = legacy_sets(file, layer.name);
    if (names.size() != layer.weights.size()) {
      found.units.push_back({layer.name, layer.weights,
                             "layer '" + layer.name + "' has " + std::to_string(names.size()) +
                                 " weights in the file. Expected " +
                                 std::to_string(layer.weights.size())});
      continue;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      found.names[layer.weights[i]] = names[i];
      found.units.push_back({layer.name, {layer.weights[i]}});
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> legacy_sets(const Hdf5Reader& file, const std::string& layer) {
  const std::string group = kWeights + "/" + layer;
  if (!file.has(group)) return {};
  std::vector<std::string> names = read_names(file, group, "weight_names");
  for (std::string& name : names) name = legacy_set(layer, name);
  return names;
}

std::string legacy_set(const std::string& layer, const std::string& weight) {
  return kWeights + "/" + layer + "/" + weight;
}

void write_legacy_outline(const Config& model, const std::vector<LegacyLayer>& layers,
                          Hdf5Writer& file) {
  file.text("/", "backend", "tensorflow");
  file.text("/", "keras_version", std::string(kKerasVersion));
  Config description =
      Config::map({{"class_name", *model.find("class_name")}, {"config", *model.find("config")}});
  // Of a model written elsewhere: what it is made again by.
  for (const char* const key : {"module", "registered_name", "build_config"}) {
    if (model.find("build_config") != nullptr) description.set(key, *model.find(key));
  }
  file.text("/", "model_config", json_of(description));
  std::vector<std::string> names;
  for (const LegacyLayer& layer : layers) {
    names.push_back(layer.name);
    const std::string group = kWeights + "/" + layer.name;
    file.group(group);
    write_names(file, group, "weight_names", layer.weights);
  }
  write_names(file, kWeights, "layer_names", names);
  file.text(kWeights, "backend", "tensorflow");
  file.text(kWeights, "keras_version", std::string(kKerasVersion));
  file.texts(kWeights + "/top_level_model_weights", "weight_names", {});
}

Config legacy_description(const std::string& where, const Hdf5Reader& file) {
  const auto text = file.text("/", "model_config");
  if (!text) {
    throw FileError(where +
                    ": holds no description of a model. Expected a whole model; weights "
                    "alone are read by load_weights");
  }
  Config description = config_of_json(where + ": model_config", *text);
  if (description.entries() == nullptr) throw FileError(where + ": model_config is no object");
  return description;
}

std::string legacy_file_of(const models::Network& network, const Config& config, OwnState own,
                           bool is_compiled) {
  const models::Blueprint& blueprint = *network.blueprint();
  const WeightPlaces places("save_model", config, blueprint);
  std::vector<LegacyLayer> layers;
  std::vector<std::string> paths(places.paths().size());
  for (const WeightPlaces::LayerWeights& layer : places.layers()) {
    layers.push_back({layer.name, {}});
    for (const std::size_t weight : layer.weights) {
      layers.back().weights.push_back(
          blueprint.layout()[blueprint.weights()[weight].variable].path);
      paths[weight] = legacy_set(layer.name, layers.back().weights.back());
    }
  }
  Hdf5Writer file;
  write_legacy_outline(config, layers, file);
  write_weights(network, paths, file);
  const Config* const compiled = is_compiled ? compile_config_of(config) : nullptr;
  if (compiled != nullptr) {
    file.text("/", "training_config", json_of(legacy_training_config(*compiled)));
    std::vector<std::string> names;
    const std::string optimizer = keras_snake_case(blueprint.options()->optimizer.type());
    const auto next = [&](const std::string& name) {
      names.push_back(optimizer + "/" + name);
      return kOptimizer + "/" + names.back();
    };
    if (write_optimizer(network, places, own, next, file))
      write_names(file, kOptimizer, "weight_names", names);
  }
  file.text("/", "occam", json_of(own.config()));
  return file.bytes();
}

ModelContent open_legacy_file(const std::string& where, std::string bytes) {
  ModelContent content;
  content.where = where;
  content.numbers = std::make_unique<const std::string>(std::move(bytes));
  content.file = std::make_unique<Hdf5Reader>(where, *content.numbers);
  const Hdf5Reader& file = *content.file;
  if (file.text("/", kTableAttribute)) refuse_table(where);
  content.config = legacy_description(where, file);
  if (const auto training = file.text("/", "training_config")) {
    content.config.set("compile_config", compile_config_of_legacy(config_of_json(
                                             where + ": training_config", *training)));
  }
  std::set<std::string> adapted;
  content.config = with_adapted_layers(
      where, content.config, file,
      [&](const std::string&, const std::string& path) {
        if (path.find('/') != path.npos) {
          throw FileError(where + ": layer '" + path +
                          "' was adapted within an inner model, whose weights a .h5 file has "
                          "without their layers. Expected a .keras file of it");
        }
        adapted.insert(path);
        return legacy_sets(file, path);
      },
      [&](const std::string&, const std::string& path) -> std::string {
        throw FileError(where + ": layer '" + path +
                        "' was adapted, and a .h5 file has no place for its vocabulary. Expected "
                        "a .keras file of it");
      });
  content.weights = [where, &file, adapted](const WeightPlaces& places, bool by_name) {
    return by_name ? weights_by_name(file, adapted, places)
                   : weights_in_order(where, file, adapted, places);
  };
  content.optimizer.has_rate = false;
  if (file.has(kOptimizer)) {
    for (const std::string& name : read_names(file, kOptimizer, "weight_names")) {
      const std::string_view last = std::string_view(name).substr(name.rfind('/') + 1);
      content.optimizer.has_rate |= last.starts_with("learning_rate");
      content.optimizer.paths.push_back(kOptimizer + "/" + name);
    }
  }
  if (const auto own = file.text("/", "occam"))
    content.own = OwnState::read(where, config_of_json(where + ": occam", *own));
  return content;
}

}  // namespace occam::saving
