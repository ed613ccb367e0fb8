#include "occam/saving/legacy_file.h"

#include <algorithm>
#include <utility>

#include "occam/saving/json_text.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/legacy_compile.h"
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
/// layers differ between its versions.
std::vector<std::string> weight_names_in(const std::string& where, const Hdf5Reader& file,
                                         const WeightPlaces& places) {
  std::vector<std::vector<std::string>> stored;
  for (const std::string& layer : read_names(file, kWeights, "layer_names")) {
    const std::string group = kWeights + "/" + layer;
    std::vector<std::string> names;
    for (const std::string& name : read_names(file, group, "weight_names"))
      names.push_back(group + "/" + name);
    if (!names.empty()) stored.push_back(std::move(names));
  }
  std::vector<std::string> paths(places.paths().size());
  std::size_t next = 0;
  for (const WeightPlaces::LayerWeights& layer : places.layers()) {
    if (layer.weights.empty()) continue;
    const std::size_t count = next < stored.size() ? stored[next].size() : 0;
    if (count != layer.weights.size()) {
      throw FileError(where + ": layer '" + layer.name + "' has " + std::to_string(count) +
                      " weights in the file. Expected " + std::to_string(layer.weights.size()));
    }
    for (std::size_t i = 0; i < count; ++i) paths[layer.weights[i]] = std::move(stored[next][i]);
    ++next;
  }
  if (next != stored.size()) {
    throw FileError(where + ": has weights of " + std::to_string(stored.size()) +
                    " layers. Expected " + std::to_string(next));
  }
  return paths;
}

}  // namespace

std::string legacy_file_of(const models::Network& network, const Config& config, OwnState own) {
  const models::Blueprint& blueprint = *network.blueprint();
  const WeightPlaces places("save_model", config, blueprint);
  Hdf5Writer file;
  file.text("/", "backend", "tensorflow");
  file.text("/", "keras_version", std::string(kKerasVersion));
  file.text("/", "model_config",
            json_of(Config::map(
                {{"class_name", *config.find("class_name")}, {"config", *config.find("config")}})));
  std::vector<std::string> layer_names;
  std::vector<std::string> paths(places.paths().size());
  for (const WeightPlaces::LayerWeights& layer : places.layers()) {
    layer_names.push_back(layer.name);
    const std::string group = kWeights + "/" + layer.name;
    std::vector<std::string> names;
    for (const std::size_t weight : layer.weights) {
      names.push_back(blueprint.layout()[blueprint.weights()[weight].variable].path);
      paths[weight] = group + "/" + names.back();
    }
    file.group(group);
    write_names(file, group, "weight_names", names);
  }
  write_names(file, kWeights, "layer_names", layer_names);
  file.text(kWeights, "backend", "tensorflow");
  file.text(kWeights, "keras_version", std::string(kKerasVersion));
  file.texts(kWeights + "/top_level_model_weights", "weight_names", {});
  write_weights(network, paths, file);
  if (const Config* const compiled = config.find("compile_config")) {
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
  const auto description = file.text("/", "model_config");
  if (!description) {
    throw FileError(where +
                    ": holds no description of a model. Expected a whole model; weights "
                    "alone are read by load_weights");
  }
  content.config = config_of_json(where + ": model_config", *description);
  if (content.config.entries() == nullptr) throw FileError(where + ": model_config is no object");
  if (const auto training = file.text("/", "training_config")) {
    content.config.set("compile_config", compile_config_of_legacy(config_of_json(
                                             where + ": training_config", *training)));
  }
  content.weight_names = [where, &file](const WeightPlaces& places) {
    return weight_names_in(where, file, places);
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
