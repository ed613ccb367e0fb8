#include "occam/saving/weight_places.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

#include "occam/base/errors.h"
#include "occam/models/nested.h"
#include "occam/saving/keras_classes.h"
#include "occam/saving/keras_model.h"

namespace occam::saving {
namespace {

struct Leaf {
  std::string path, group;
  std::size_t layer;                        ///< of the outermost model
  std::vector<std::size_t> trained, other;  ///< weights
};

/// Goes through the layers of a description, inner models included.
class Groups {
 public:
  /// A model written elsewhere: its groups are those of its one layer, which has this name.
  void add_own_model(const std::string& layer) {
    layers.push_back(layer);
    by_path[layer] = leaves.size();
    leaves.push_back({layer, "", 0, {}, {}});
  }

  void add_model(const Config& model, const std::string& group, const std::string& path) {
    LayerGroups groups(model);
    for (const Config& layer : *model.find("config")->find("layers")->list()) {
      const std::string own_group = groups.next(layer);
      if (own_group.empty()) continue;
      // What is written elsewhere may have no name among its arguments.
      const std::string inner_name = text_at(*layer.find("config"), "name");
      const std::string name = inner_name.empty() ? text_at(layer, "name") : inner_name;
      const std::string inner = group + own_group;
      names.emplace_back(inner + "/vars", name);
      if (path.empty()) layers.push_back(name);
      if (is_model_class(text_at(layer, "class_name"))) {
        add_model(layer, inner, path + name + "/");
      } else {
        by_path[path + name] = leaves.size();
        leaves.push_back({path + name, inner, layers.size() - 1, {}, {}});
      }
    }
  }

  std::vector<std::pair<std::string, std::string>> names;
  std::vector<std::string> layers;
  std::vector<Leaf> leaves;
  std::map<std::string, std::size_t> by_path;
};

/// The layers of a model and of those inside it by their paths, "inner/block".
class LayersByPath {
 public:
  explicit LayersByPath(const models::Topology& topology) { add(topology, ""); }

  /// The layers inside the layer of this path; inside a model written elsewhere those of its one
  /// layer.
  std::vector<LayerPart> parts_of(const std::string& path) const {
    const auto found = layers_.find(path);
    if (found == layers_.end()) return {};
    const auto* const nested = found->second->as<models::NestedModel>();
    if (nested == nullptr) return found->second->parts();
    const models::NamedLayer* const own = models::layer_of_model(nested->topology);
    if (own == nullptr) return {};
    std::vector<LayerPart> parts = own->layer.parts();
    for (LayerPart& part : parts) part.path = own->name + "/" + part.path;
    return parts;
  }

 private:
  void add(const models::Topology& topology, const std::string& path) {
    for (const models::NamedLayer& named : topology.layers) {
      layers_.emplace(path + named.name, &named.layer);
      if (const auto* const nested = named.layer.as<models::NestedModel>())
        add(nested->topology, path + named.name + "/");
    }
  }

  std::unordered_map<std::string, const Layer*> layers_;
};

/// The innermost of a layer's parts that the weight of this path belongs to.
WeightPlaces::Part& part_with(std::vector<WeightPlaces::Part>& parts, const std::string& path) {
  WeightPlaces::Part* found = &parts[0];
  for (WeightPlaces::Part& part : parts) {
    if (path.starts_with(part.path + "/") && part.path.size() > found->path.size()) found = &part;
  }
  return *found;
}

}  // namespace

std::string text_at(const Config& object, std::string_view key) {
  const Config* const value = object.find(key);
  return value != nullptr && value->text() != nullptr ? *value->text() : "";
}

LayerGroups::LayerGroups(const Config& model)
    : is_chain_(text_at(model, "class_name") == "Sequential") {}

std::string LayerGroups::next(const Config& layer) {
  const std::string class_name = text_at(layer, "class_name");
  const bool is_operation = text_at(layer, "module").starts_with("keras.src.ops");
  if (is_operation || (is_chain_ && class_name == "InputLayer")) return "";  // Keras has none
  const std::string snake = keras_snake_case(class_name);
  const int count = used_[snake]++;
  return "/layers/" + snake + (count == 0 ? "" : "_" + std::to_string(count));
}

WeightPlaces::WeightPlaces(const std::string& where, const Config& model,
                           const models::Blueprint& blueprint) {
  Groups groups;
  const models::NamedLayer* const own = models::layer_of_model(blueprint.topology());
  const bool is_known = is_model_class(text_at(model, "class_name"));
  if (own != nullptr && !is_known) {
    groups.add_own_model(own->name);
  } else {
    // A class written elsewhere that is a functional model beneath.
    groups.add_model(is_known ? model : keras_outline(blueprint.topology(), false), "", "");
  }
  const auto& weights = blueprint.weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    // A layer may have parts with names of their own: the longest path that is a layer's.
    const std::string& path = blueprint.layout()[weights[i].variable].path;
    auto found = groups.by_path.end();
    for (std::size_t end = path.rfind('/'); end != path.npos && end > 0;
         end = path.rfind('/', end - 1)) {
      found = groups.by_path.find(path.substr(0, end));
      if (found != groups.by_path.end()) break;
    }
    if (found == groups.by_path.end())
      throw FileError(where + ": the weight '" + path + "' belongs to no layer");
    Leaf& leaf = groups.leaves[found->second];
    (weights[i].trainable ? leaf.trained : leaf.other).push_back(i);
  }
  paths_.resize(weights.size());
  flat_paths_.resize(weights.size());
  const LayersByPath layers(blueprint.topology());
  for (const Leaf& leaf : groups.leaves) {
    std::vector<Part> parts{{leaf.path, leaf.group + "/vars", {}}};
    for (const LayerPart& inner : layers.parts_of(leaf.path))
      parts.push_back({leaf.path + "/" + inner.path, leaf.group + "/" + inner.group + "/vars", {}});
    for (const LayerPart& inner : layers.parts_of(leaf.path)) {
      if (inner.held_twice.empty()) continue;
      const std::string path = leaf.path + "/" + inner.path;
      Part& outer = part_with(parts, path);
      for (std::size_t i = 0; i < weights.size(); ++i) {
        if (blueprint.layout()[weights[i].variable].path != path + "/" + inner.held_twice) continue;
        copies_.emplace_back(outer.group + "/" + std::to_string(outer.of_inside.size()), i);
        outer.of_inside.push_back(i);
      }
    }
    std::size_t count = 0;
    for (const auto* list : {&leaf.trained, &leaf.other}) {
      for (const std::size_t weight : *list) {
        Part& part = part_with(parts, blueprint.layout()[weights[weight].variable].path);
        paths_[weight] = part.group + "/" + std::to_string(part.stored());
        flat_paths_[weight] = leaf.group + "/vars/" + std::to_string(count++);
        part.weights.push_back(weight);
      }
    }
    // Keras's optimizer goes by the layers, not by the order in which they are called.
    for (const Part& part : parts) {
      std::ranges::copy_if(part.weights, std::back_inserter(trained_),
                           [&](std::size_t weight) { return weights[weight].trainable; });
    }
    std::ranges::move(parts, std::back_inserter(parts_));
  }
  for (std::string& name : groups.layers) layers_.push_back({std::move(name), {}});
  for (const bool is_trained : {true, false}) {
    for (const Leaf& leaf : groups.leaves) {
      const auto& list = is_trained ? leaf.trained : leaf.other;
      auto& of_layer = layers_[leaf.layer].weights;
      of_layer.insert(of_layer.end(), list.begin(), list.end());
    }
  }
  groups_ = std::move(groups.names);
}

std::vector<std::size_t> WeightPlaces::in_order() const {
  std::vector<std::size_t> order = trained_;
  const std::set<std::size_t> trained(trained_.begin(), trained_.end());
  for (const LayerWeights& layer : layers_) {
    for (const std::size_t weight : layer.weights) {
      if (!trained.contains(weight)) order.push_back(weight);
    }
  }
  return order;
}

}  // namespace occam::saving
