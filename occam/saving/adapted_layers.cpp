#include "occam/saving/adapted_layers.h"

#include <algorithm>
#include <utility>

#include "occam/base/array_argument.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {
namespace {

constexpr int kMostLevels = 256;

Config numbers_in(const Hdf5Reader& file, const std::string& path) {
  Array numbers(DType::kFloat32, file.shape(path));
  file.floats(path, numbers.shape(), numbers.mutable_data<float>());
  return FieldValue<ArrayArgument>::write(numbers);
}

Config adapted(const Config& model, const Hdf5Reader& file, const WeightsOfLayer& weights,
               const std::string& group, const std::string& path, int level) {
  const Config* const own = model.find("config");
  const Config* const list = own != nullptr ? own->find("layers") : nullptr;
  if (list == nullptr || list->list() == nullptr || level > kMostLevels) return model;
  LayerGroups groups(model);
  Config::List layers = *list->list();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string own_group = group + groups.next(layers[i]);
    const Config* const config = layers[i].find("config");
    if (config == nullptr || config->entries() == nullptr) continue;
    const std::string place = path + text_at(*config, "name");
    if (is_adapted_layer(layers[i])) {
      const std::vector<std::string> sets = weights(own_group, place);
      if (sets.size() < 2) continue;  // refused where it is used: it has no mean
      Config filled = *config;
      filled.set("mean", numbers_in(file, sets[0]));
      filled.set("variance", numbers_in(file, sets[1]));
      layers[i].set("config", std::move(filled));
    } else if (config->find("layers") != nullptr) {
      layers[i] = adapted(layers[i], file, weights, own_group, place + "/", level + 1);
    }
  }
  Config config = *own, result = model;
  config.set("layers", std::move(layers));
  result.set("config", std::move(config));
  return result;
}

bool has_adapted_layer(const Config& model, int level) {
  const Config* const own = model.find("config");
  const Config* const list = own != nullptr ? own->find("layers") : nullptr;
  if (list == nullptr || list->list() == nullptr || level > kMostLevels) return false;
  return std::any_of(list->list()->begin(), list->list()->end(), [&](const Config& layer) {
    return is_adapted_layer(layer) || has_adapted_layer(layer, level + 1);
  });
}

}  // namespace

bool is_adapted_layer(const Config& layer) {
  if (text_at(layer, "class_name") != "Normalization") return false;
  const Config* const config = layer.find("config");
  const Config* const mean = config != nullptr ? config->find("mean") : nullptr;
  return mean == nullptr || mean->is_null();
}

Config with_adapted_layers(const Config& model, const Hdf5Reader& file,
                           const WeightsOfLayer& weights) {
  return has_adapted_layer(model, 0) ? adapted(model, file, weights, "", "", 0) : model;
}

}  // namespace occam::saving
