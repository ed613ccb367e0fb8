#include "occam/saving/weight_values.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"

namespace occam::saving {
namespace {

/// Numbers of several weights with something to say of them.
struct Noted {
  std::int64_t count = 0;
  std::string first;  ///< the first weight that has some
  void add(std::int64_t more, const std::string& weight) {
    if (more > 0 && count == 0) first = weight;
    count += more;
  }
};

const runtime::Variable& variable_of(const models::Blueprint& blueprint, std::size_t weight) {
  return blueprint.layout()[blueprint.weights()[weight].variable];
}

}  // namespace

void check_weights(const std::string& where, const models::Blueprint& blueprint,
                   std::span<const std::string> names, const ArrayFile& file) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const runtime::Variable& variable = variable_of(blueprint, i);
    const Shape stored = file.shape(names[i]);
    if (stored == variable.shape) continue;
    throw FileError(where + ": weight '" + variable.path + "' has shape " + to_text(stored) +
                    " in the file. Expected " + to_text(variable.shape));
  }
}

void read_weights(const std::string& where, models::Network& network,
                  std::span<const std::string> names, const ArrayFile& file) {
  const models::Blueprint& blueprint = *network.blueprint();
  // All are read before the first is given away.
  std::vector<std::vector<float>> values;
  Noted rounded, not_finite;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const runtime::Variable& variable = variable_of(blueprint, i);
    if (names[i].empty()) {
      values.emplace_back();
      continue;
    }
    values.emplace_back(static_cast<std::size_t>(variable.shape.size()));
    rounded.add(file.floats(names[i], variable.shape, values.back()), variable.path);
    not_finite.add(std::count_if(values.back().begin(), values.back().end(),
                                 [](float value) { return !std::isfinite(value); }),
                   variable.path);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (names[i].empty()) continue;
    const std::span<float> target = network.state().tensor(variable_of(blueprint, i));
    std::copy(values[i].begin(), values[i].end(), target.begin());
  }
  if (rounded.count > 0) {
    warn(where + ": " + std::to_string(rounded.count) +
         " float64 numbers were rounded to float32, the first in '" + rounded.first + "'");
  }
  if (not_finite.count > 0) {
    warn(where + ": " + std::to_string(not_finite.count) +
         " weights are not finite, the first in '" + not_finite.first + "'");
  }
}

std::vector<NamedArray> named_weights(const models::Network& network) {
  std::vector<NamedArray> arrays;
  for (std::size_t i = 0; i < network.weight_list().size(); ++i) {
    const runtime::Variable& variable = variable_of(*network.blueprint(), i);
    arrays.push_back({variable.path, variable.shape, network.state().tensor(variable)});
  }
  return arrays;
}

void write_weights(const models::Network& network, std::span<const std::string> names,
                   Hdf5Writer& file) {
  const std::vector<NamedArray> weights = named_weights(network);
  for (std::size_t i = 0; i < names.size(); ++i)
    file.floats_in_place(names[i], weights[i].shape, weights[i].values);
}

void write_copies(const models::Network& network,
                  std::span<const std::pair<std::string, std::size_t>> copies, Hdf5Writer& file) {
  const std::vector<NamedArray> weights = named_weights(network);
  for (const auto& [name, weight] : copies)
    file.floats_in_place(name, weights[weight].shape, weights[weight].values);
}

}  // namespace occam::saving
