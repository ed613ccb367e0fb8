#include "occam/saving/whole_numbers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "occam/base/warnings.h"
#include "occam/layers/activation.h"
#include "occam/layers/discretization.h"
#include "occam/selection/flat_topology.h"

namespace occam::saving {
namespace {

enum class InKeras {
  kFloats,  ///< gives floats whatever it takes
  kSame,    ///< gives what it takes
  kFails    ///< needs floats and does not make them
};

InKeras of_activation(std::string_view name) {
  if (name == "none" || name == "linear" || name == "relu") return InKeras::kSame;
  return name == "leaky_relu" || name == "tanh" ? InKeras::kFloats : InKeras::kFails;
}

InKeras in_keras(const Layer& layer) {
  if (const auto* own = layer.as<layers::Activation>()) {
    return of_activation(own->activation ? own->activation.type() : "none");
  }
  const std::string_view type = layer.type();
  const auto is_one_of = [&](std::initializer_list<std::string_view> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
  };
  if (is_one_of({"Flatten", "Dropout", "Add", "Concatenate"})) return InKeras::kSame;
  return is_one_of({"LayerNormalization", "RMSNormalization", "Clip", "SmoothClip",
                    "ParametricActivation", "PeriodicEmbedding", "Temperature"})
             ? InKeras::kFails
             : InKeras::kFloats;
}

}  // namespace

void warn_of_whole_numbers(const models::Topology& topology) {
  const models::Topology flat = selection::flattened(topology).topology;
  // Of each value the lookup whose whole numbers it is, or none.
  std::vector<std::optional<std::string>> lookups(flat.inputs.size());
  std::string faults;
  for (const models::Topology::Call& call : flat.calls) {
    const models::NamedLayer& named = flat.layers[call.layer];
    std::optional<std::string>& given = lookups.emplace_back();
    const auto* bins = named.layer.as<layers::Discretization>();
    if (named.layer.type() == "IntegerLookup" || (bins != nullptr && bins->output_mode == "int")) {
      given = named.name;
      continue;
    }
    const InKeras kind = in_keras(named.layer);
    // One input of floats makes floats of all.
    const bool is_whole = std::ranges::all_of(
        call.inputs, [&](std::size_t value) { return lookups[value].has_value(); });
    if (kind == InKeras::kFloats || !is_whole || call.inputs.empty()) continue;
    const std::string& lookup = *lookups[call.inputs[0]];
    if (kind == InKeras::kSame) {
      given = lookup;
    } else if (call.repetition == 0) {
      faults += (faults.empty() ? "'" : ", '") + named.name + "' on what '" + lookup + "' gives";
    }
  }
  if (faults.empty()) return;
  warn(
      "save_model: in Keras, where a lookup gives whole numbers, this file predicts otherwise or "
      "not at all: " +
      faults +
      ". A Normalization of mean 0 and variance 1 between them makes floats, and changes nothing "
      "here");
}

}  // namespace occam::saving
