#include "occam/saving/adapted_layers.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "occam/base/array_argument.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {
namespace {

constexpr int kDeepestModel = 256;

Config numbers_in(const Hdf5Reader& file, const std::string& path) {
  Array numbers(DType::kFloat32, file.shape(path));
  file.floats(path, numbers.shape(), numbers.mutable_data<float>());
  return FieldValue<ArrayArgument>::write(numbers);
}

/// Is it a layer of this class that was adapted: without this argument?
bool is_adapted(const Config& layer, std::string_view class_name, std::string_view argument) {
  if (text_at(layer, "class_name") != class_name) return false;
  const Config* const config = layer.find("config");
  const Config* const value = config != nullptr ? config->find(argument) : nullptr;
  return value == nullptr || value->is_null();
}
bool is_normalization(const Config& layer) { return is_adapted(layer, "Normalization", "mean"); }
bool is_lookup(const Config& layer) { return is_adapted(layer, "IntegerLookup", "vocabulary"); }

/// "12\n-3\n" -> [12, -3].
Config tokens_in(const std::string& where, const std::string& text) {
  Config::List tokens;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    std::int64_t token = 0;
    const auto [stop, error] = std::from_chars(at, end, token);
    if (error != std::errc() || (stop != end && *stop != '\n')) {
      throw FileError(where + ": line " + std::to_string(tokens.size() + 1) +
                      " of its vocabulary is no whole number");
    }
    tokens.emplace_back(token);
    at = stop == end ? end : stop + 1;
  }
  return tokens;
}

/// Fills in what the layers of a model, and of those inside it, were adapted to.
class Adapter {
 public:
  Adapter(const std::string& where, const Hdf5Reader& file, const WeightsOfLayer& weights,
          const VocabularyOfLayer& vocabulary)
      : where_(where), file_(file), weights_(weights), vocabulary_(vocabulary) {}

  Config adapted(const Config& model, const std::string& group, const std::string& path,
                 int level) const {
    const Config* const own = model.find("config");
    const Config* const list = own != nullptr ? own->find("layers") : nullptr;
    if (list == nullptr || list->list() == nullptr || level > kDeepestModel) return model;
    LayerGroups groups(model);
    Config::List layers = *list->list();
    for (Config& layer : layers) {
      const std::string own_group = group + groups.next(layer);
      const Config* const config = layer.find("config");
      if (config == nullptr || config->entries() == nullptr) continue;
      const std::string place = path + text_at(*config, "name");
      if (is_normalization(layer)) {
        const std::vector<std::string> sets = weights_(own_group, place);
        if (sets.size() < 2) continue;  // refused where it is used: it has no mean
        Config filled = *config;
        filled.set("mean", numbers_in(file_, sets[0]));
        filled.set("variance", numbers_in(file_, sets[1]));
        layer.set("config", std::move(filled));
      } else if (is_lookup(layer)) {
        Config filled = *config;
        filled.set("vocabulary",
                   tokens_in(where_ + ": layer '" + place + "'", vocabulary_(own_group, place)));
        layer.set("config", std::move(filled));
      } else if (config->find("layers") != nullptr) {
        layer = adapted(layer, own_group, place + "/", level + 1);
      }
    }
    Config config = *own, result = model;
    config.set("layers", std::move(layers));
    result.set("config", std::move(config));
    return result;
  }

 private:
  const std::string& where_;
  const Hdf5Reader& file_;
  const WeightsOfLayer& weights_;
  const VocabularyOfLayer& vocabulary_;
};

bool has_adapted_layer(const Config& model, int level) {
  const Config* const own = model.find("config");
  const Config* const list = own != nullptr ? own->find("layers") : nullptr;
  if (list == nullptr || list->list() == nullptr || level > kDeepestModel) return false;
  return std::any_of(list->list()->begin(), list->list()->end(), [&](const Config& layer) {
    return is_normalization(layer) || is_lookup(layer) || has_adapted_layer(layer, level + 1);
  });
}

}  // namespace

Config with_adapted_layers(const std::string& where, const Config& model, const Hdf5Reader& file,
                           const WeightsOfLayer& weights, const VocabularyOfLayer& vocabulary) {
  if (!has_adapted_layer(model, 0)) return model;
  return Adapter(where, file, weights, vocabulary).adapted(model, "", "", 0);
}

}  // namespace occam::saving
