#include "occam/saving/weight_places.h"

#include <map>

#include "occam/base/errors.h"
#include "occam/saving/keras_classes.h"

namespace occam::saving {
namespace {

struct Leaf {
  std::string group;
  std::size_t layer;                        ///< of the outermost model
  std::vector<std::size_t> trained, other;  ///< weights
};

/// Goes through the layers of a description, inner models included.
class Groups {
 public:
  void add_model(const Config& model, const std::string& group, const std::string& path) {
    const Config& config = *model.find("config");
    const bool is_chain = *model.find("class_name")->text() == "Sequential";
    std::map<std::string, int> used;
    for (const Config& layer : *config.find("layers")->list()) {
      const std::string& class_name = *layer.find("class_name")->text();
      if (is_chain && class_name == "InputLayer") continue;  // Keras's list has none
      const std::string& name = *layer.find("config")->find("name")->text();
      const std::string snake = keras_snake_case(class_name);
      const int count = used[snake]++;
      const std::string inner =
          group + "/layers/" + snake + (count == 0 ? "" : "_" + std::to_string(count));
      names.emplace_back(inner + "/vars", name);
      if (path.empty()) layers.push_back(name);
      if (class_name == "Sequential" || class_name == "Functional" || class_name == "Model") {
        add_model(layer, inner, path + name + "/");
      } else {
        by_path[path + name] = leaves.size();
        leaves.push_back({inner + "/vars/", layers.size() - 1, {}, {}});
      }
    }
  }

  std::vector<std::pair<std::string, std::string>> names;
  std::vector<std::string> layers;
  std::vector<Leaf> leaves;
  std::map<std::string, std::size_t> by_path;
};

}  // namespace

WeightPlaces::WeightPlaces(const std::string& where, const Config& model,
                           const models::Blueprint& blueprint) {
  Groups groups;
  groups.add_model(model, "", "");
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
  for (const Leaf& leaf : groups.leaves) {
    std::size_t count = 0;
    for (const auto* list : {&leaf.trained, &leaf.other}) {
      for (const std::size_t weight : *list) paths_[weight] = leaf.group + std::to_string(count++);
    }
    trained_.insert(trained_.end(), leaf.trained.begin(), leaf.trained.end());
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

}  // namespace occam::saving
