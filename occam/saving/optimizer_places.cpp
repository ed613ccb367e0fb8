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

/// What Keras's class has.
struct Order {
  std::string_view optimizer;
  Groups groups;
  std::string_view shared = {};  ///< a number that all weights have in common, behind the groups
  bool has_unread = false;       ///< also a place for what a weight does not have
};

const Order* order_of(std::string_view optimizer) {
  static const Order kOrders[] = {
      {"Adadelta", {{"accumulated_grad", "accumulated_delta_var"}}},
      {"Adafactor", {{"velocity_rows", "velocity_columns", "velocity"}}, {}, true},
      {"Adagrad", {{"accumulator"}}},
      {"Adam", {{"momentum", "velocity"}, {"velocity_hat"}}},
      {"AdamW", {{"momentum", "velocity"}, {"velocity_hat"}}},
      {"Adamax", {{"momentum", "norm"}}},
      {"Ftrl", {{"accumulator", "linear"}}},
      {"Lamb", {{"momentum", "velocity"}}},
      {"Lion", {{"momentum"}}},
      {"Nadam", {{"momentum", "velocity"}}, "u_product"},
      {"RMSprop", {{"velocity"}, {"momentum"}, {"average_gradient"}}},
      {"SGD", {{"momentum"}}}};
  const auto found = std::find_if(std::begin(kOrders), std::end(kOrders),
                                  [&](const Order& order) { return order.optimizer == optimizer; });
  return found == std::end(kOrders) ? nullptr : found;
}

/// Has the class memory of its momentum only where that is not 0?
bool drops_momentum(std::string_view optimizer) {
  return optimizer == "SGD" || optimizer == "RMSprop";
}

bool is_memory(const Variable& variable) {
  return variable.role == Role::kSlot || variable.role == Role::kAverage;
}

/// "optimizer/dense/kernel/momentum" -> "momentum".
std::string_view memory_name(const Variable& variable) {
  return std::string_view(variable.path).substr(variable.path.rfind('/') + 1);
}

/// What Adafactor has of a weight that does without: a number for a factor, the whole product.
Shape unread_shape(std::string_view name, const Shape& weight) {
  return name == "velocity" ? weight : Shape{};
}

}  // namespace

std::vector<OptimizerPlace> optimizer_places(const models::Blueprint& blueprint,
                                             const WeightPlaces& places, double momentum) {
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> memory;  // weight, name
  std::vector<std::string_view> names;
  const auto variables = blueprint.layout().variables();
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (!is_memory(variables[i])) continue;
    const std::string_view name = memory_name(variables[i]);
    memory[{variables[i].weight, name}] = i;
    const bool around = name == "average" || name == "gradient_accumulator";
    if (!around && variables[i].shape.rank() > 0 &&
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  const std::string_view optimizer = blueprint.options()->optimizer.type();
  // Of a class that Keras has not each name is a group of its own, in the order of declaration.
  Order order;
  if (const Order* const known = order_of(optimizer)) {
    order = *known;
  } else {
    for (const std::string_view name : names) order.groups.push_back({name});
  }
  if (drops_momentum(optimizer) && momentum == 0)
    std::erase(order.groups, std::vector<std::string_view>{"momentum"});
  order.groups.insert(order.groups.begin(), {{"average"}, {"gradient_accumulator"}});

  std::vector<OptimizerPlace> result;
  const auto find = [&](std::size_t weight, std::string_view name) {
    return memory.find({blueprint.weights()[weight].variable, name});
  };
  for (const auto& group : order.groups) {
    for (const std::size_t weight : places.trained()) {
      for (const std::string_view name : group) {
        const auto found = find(weight, name);
        if (found != memory.end()) {
          result.push_back({variables[found->second].shape, {found->second}});
        } else if (order.has_unread && group.size() > 1) {
          const Shape& shape = variables[blueprint.weights()[weight].variable].shape;
          result.push_back({unread_shape(name, shape)});
        }
      }
    }
  }
  if (!order.shared.empty()) {
    result.push_back({});
    for (const std::size_t weight : places.trained()) {
      const auto found = find(weight, order.shared);
      if (found != memory.end()) result.back().variables.push_back(found->second);
    }
  }
  return result;
}

std::vector<std::size_t> memory_beside(const models::Blueprint& blueprint,
                                       std::span<const OptimizerPlace> places) {
  std::vector<std::size_t> rest;
  const auto variables = blueprint.layout().variables();
  std::vector<bool> is_taken(variables.size());
  for (const OptimizerPlace& place : places) {
    for (const std::size_t variable : place.variables) is_taken[variable] = true;
  }
  // Without its number RMSprop's momentum is none when the file is read again.
  const bool forgets_momentum = blueprint.options()->optimizer.type() == "RMSprop";
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (!is_memory(variables[i]) || variables[i].shape.rank() == 0 || is_taken[i]) continue;
    if (forgets_momentum && memory_name(variables[i]) == "momentum") continue;
    rest.push_back(i);
  }
  return rest;
}

std::vector<MemoryPlace> memory_places(const models::Blueprint& blueprint,
                                       const WeightPlaces& places, double momentum) {
  std::vector<MemoryPlace> all;
  auto in_keras = optimizer_places(blueprint, places, momentum);
  const auto beside = memory_beside(blueprint, in_keras);
  std::size_t next = blueprint.layout().find("optimizer/learning_rate") ? 2 : 1;
  for (OptimizerPlace& place : in_keras)
    all.push_back({std::move(place), "/optimizer/vars/" + std::to_string(next++), true});
  for (std::size_t i = 0; i < beside.size(); ++i) {
    all.push_back({{blueprint.layout()[beside[i]].shape, {beside[i]}},
                   "/occam/vars/" + std::to_string(i),
                   false});
  }
  return all;
}

}  // namespace occam::saving
