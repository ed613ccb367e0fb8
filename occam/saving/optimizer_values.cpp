#include "occam/saving/optimizer_values.h"

#include "occam/base/errors.h"
#include "occam/saving/current_numbers.h"
#include "occam/saving/optimizer_places.h"

namespace occam::saving {
namespace {

using models::Blueprint;
using models::Network;

/// "optimizer/dense/kernel/momentum" -> "dense/kernel_momentum", of the first weight that has it;
/// what Keras does not read is numbered.
std::string keras_name(const Blueprint& blueprint, const OptimizerPlace& place,
                       std::size_t number) {
  if (place.variables.empty()) return "unread_" + std::to_string(number);
  const std::string& path = blueprint.layout()[place.variables[0]].path;
  std::string name = path.substr(path.find('/') + 1);
  if (const std::size_t end = name.rfind('/'); end != name.npos) name[end] = '_';
  return name;
}

bool is_stored_memory(const runtime::Variable& variable) {
  return variable.shape.rank() > 0 &&
         (variable.role == runtime::Role::kSlot || variable.role == runtime::Role::kAverage);
}

}  // namespace

bool write_optimizer(const Network& network, const WeightPlaces& places, OwnState& own,
                     const NextPlace& next, Hdf5Writer& file) {
  const Blueprint& blueprint = *network.blueprint();
  if (blueprint.options() == nullptr || !blueprint.has_targets()) return false;
  const CurrentNumbers current = current_numbers(network);
  file.integer(next("iteration"), static_cast<std::int64_t>(own.steps));
  // A schedule has no place: Keras works it out from the steps.
  if (const auto rate = current("optimizer/learning_rate"))
    file.number(next("learning_rate"), static_cast<float>(*rate));
  std::size_t count = 0;
  for (const MemoryPlace& memory :
       memory_places(blueprint, places, current("optimizer/momentum").value_or(0))) {
    const OptimizerPlace& place = memory.place;
    const std::string path =
        memory.in_keras ? next(keras_name(blueprint, place, count++)) : memory.path;
    if (place.variables.empty()) {
      file.zeros(path, place.shape);
      continue;
    }
    const runtime::Variable& variable = network.layout()[place.variables[0]];
    if (variable.shape.rank() == 0) {
      file.number(path, static_cast<float>(network.state().number(variable)));
    } else {
      file.floats_in_place(path, variable.shape, network.state().tensor(variable));
    }
    if (!memory.in_keras) own.memory.push_back(variable.path);
  }
  return true;
}

void read_optimizer(const std::string& where, Network& network, const WeightPlaces& places,
                    const OptimizerPlaces& stored, const OwnState* own, const Hdf5Reader& file) {
  const Blueprint& blueprint = *network.blueprint();
  const bool has_rate = blueprint.layout().find("optimizer/learning_rate") && stored.has_rate;
  const auto momentum = blueprint.layout().find("optimizer/momentum");
  const auto memory =
      optimizer_places(blueprint, places, momentum ? network.hyper("optimizer/momentum", 0) : 0);
  const std::size_t expected = memory.size() + (has_rate ? 2 : 1);
  if (stored.paths.size() != expected) {
    throw FileError(where + ": the optimizer " +
                    std::string(blueprint.options()->optimizer.type()) + " has " +
                    std::to_string(stored.paths.size()) + " variables in the file. Expected " +
                    std::to_string(expected));
  }
  OwnState counters;
  counters.steps = static_cast<std::uint64_t>(file.integer(stored.paths[0]));
  if (has_rate) {
    float rate = 0;
    file.floats(stored.paths[1], {}, {&rate, 1});
    // The description has all digits, unless they mean another number.
    if (static_cast<float>(network.hyper("optimizer/learning_rate", 0)) != rate)
      counters.numbers.emplace_back("optimizer/learning_rate", rate);
  }
  const auto read = [&](const std::string& path, std::size_t index) {
    const runtime::Variable& variable = network.layout()[index];
    if (variable.shape.rank() > 0) {
      file.floats(path, variable.shape, network.state().tensor(variable));
      return;
    }
    float number = 0;
    file.floats(path, {}, {&number, 1});
    network.state().number(variable) = number;
  };
  for (std::size_t i = 0; i < memory.size(); ++i) {
    for (const std::size_t index : memory[i].variables)
      read(stored.paths[i + (has_rate ? 2 : 1)], index);
  }
  if (own == nullptr) {
    give_state(counters, network);
    return;
  }
  for (std::size_t i = 0; i < own->memory.size(); ++i) {
    const auto index = network.layout().find(own->memory[i]);
    if (!index || !is_stored_memory(network.layout()[*index]))
      throw FileError(where + ": the optimizer has no memory '" + own->memory[i] + "'");
    read("/occam/vars/" + std::to_string(i), *index);
  }
}

}  // namespace occam::saving
