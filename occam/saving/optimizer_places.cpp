#include "occam/saving/optimizer_places.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace occam::saving {
namespace {

using runtime::Role;
using runtime::Variable;

/// Names of a weight's memory; those of one group alternate weight by weight.
using Groups = std::vector<std::vector<std::string_view>>;

bool is_memory(const Variable& variable) {
  return variable.role == Role::kSlot || variable.role == Role::kAverage;
}

/// "optimizer/dense/kernel/momentum" -> "momentum".
std::string_view memory_name(const Variable& variable) {
  return std::string_view(variable.path).substr(variable.path.rfind('/') + 1);
}

/// By class; of others each name is a group of its own, in the order of declaration.
Groups groups_of(std::string_view optimizer, const std::vector<std::string_view>& declared,
                 double momentum) {
  if (optimizer == "Adam" || optimizer == "AdamW")
    return {{"momentum", "velocity"}, {"velocity_hat"}};
  if (optimizer == "SGD") return momentum == 0 ? Groups{} : Groups{{"momentum"}};
  Groups groups;
  for (const std::string_view name : declared) groups.push_back({name});
  return groups;
}

}  // namespace

std::vector<std::size_t> optimizer_places(const models::Blueprint& blueprint,
                                          const WeightPlaces& places, double momentum) {
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> memory;  // weight, name
  std::vector<std::string_view> names;
  const auto variables = blueprint.layout().variables();
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (!is_memory(variables[i]) || variables[i].shape.rank() == 0) continue;
    const std::string_view name = memory_name(variables[i]);
    memory[{variables[i].weight, name}] = i;
    const bool around = name == "average" || name == "gradient_accumulator";
    if (!around && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  Groups groups{{"average"}, {"gradient_accumulator"}};
  for (auto& group : groups_of(blueprint.options()->optimizer.type(), names, momentum))
    groups.push_back(std::move(group));
  std::vector<std::size_t> order;
  for (const auto& group : groups) {
    for (const std::size_t weight : places.trained()) {
      for (const std::string_view name : group) {
        const auto found = memory.find({blueprint.weights()[weight].variable, name});
        if (found != memory.end()) order.push_back(found->second);
      }
    }
  }
  return order;
}

std::vector<std::size_t> memory_beside(const models::Blueprint& blueprint,
                                       std::span<const std::size_t> taken) {
  std::vector<std::size_t> rest;
  const auto variables = blueprint.layout().variables();
  std::vector<bool> is_taken(variables.size());
  for (const std::size_t variable : taken) is_taken[variable] = true;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (is_memory(variables[i]) && variables[i].shape.rank() > 0 && !is_taken[i]) rest.push_back(i);
  }
  return rest;
}

std::vector<MemoryPlace> memory_places(const models::Blueprint& blueprint,
                                       const WeightPlaces& places, double momentum) {
  std::vector<MemoryPlace> all;
  const auto in_keras = optimizer_places(blueprint, places, momentum);
  const auto beside = memory_beside(blueprint, in_keras);
  std::size_t next = blueprint.layout().find("optimizer/learning_rate") ? 2 : 1;
  for (const std::size_t variable : in_keras)
    all.push_back({variable, "/optimizer/vars/" + std::to_string(next++), true});
  for (std::size_t i = 0; i < beside.size(); ++i)
    all.push_back({beside[i], "/occam/vars/" + std::to_string(i), false});
  return all;
}

}  // namespace occam::saving
