#include "occam/saving/fitting_weights.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"

namespace occam::saving {
namespace {

/// What is wrong with a unit's arrays, or "".
std::string fault_of(const WeightUnit& unit, const models::Blueprint& blueprint,
                     const std::vector<std::string>& names, const ArrayFile& file) {
  if (!unit.fault.empty()) return unit.fault;
  for (const std::size_t weight : unit.weights) {
    if (names[weight].empty()) continue;
    const runtime::Variable& variable = blueprint.layout()[blueprint.weights()[weight].variable];
    if (!file.has(names[weight])) return "weight '" + variable.path + "' is not in the file";
    const Shape stored = file.shape(names[weight]);
    if (stored == variable.shape) continue;
    return "weight '" + variable.path + "' has shape " + to_text(stored) +
           " in the file. Expected " + to_text(variable.shape);
  }
  return "";
}

}  // namespace

FileWeights layer_by_layer(const WeightPlaces& places, std::vector<std::string> names,
                           const std::function<std::size_t(const WeightPlaces::Part&)>& count) {
  FileWeights made{std::move(names), {}};
  for (const WeightPlaces::Part& part : places.parts()) {
    // A layer whose weights stand in its description has some in Keras's files alone.
    if (part.weights.empty()) continue;
    made.units.push_back({part.path, part.weights});
    const std::size_t stored = count(part);
    if (stored == part.stored()) continue;
    made.units.back().fault = "layer '" + part.path + "' has " + std::to_string(stored) +
                              " weights in the file. Expected " + std::to_string(part.stored());
  }
  return made;
}

FileWeights layer_by_layer(const WeightPlaces& places, const Hdf5Reader& file) {
  const auto all_there = [&](const std::vector<std::string>& paths) {
    return std::ranges::all_of(paths, [&](const std::string& path) { return file.has(path); });
  };
  const auto count = [&](const WeightPlaces::Part& part) {
    return file.members(part.group).size();
  };
  if (all_there(places.paths()) || !all_there(places.flat_paths()))
    return layer_by_layer(places, places.paths(), count);
  return layer_by_layer(places, places.flat_paths(),
                        [](const WeightPlaces::Part& part) { return part.stored(); });
}

std::vector<SkippedLayer> keep_what_fits(const std::string& where,
                                         const models::Blueprint& blueprint, FileWeights& weights,
                                         const ArrayFile& file, bool skip_mismatch) {
  std::vector<SkippedLayer> skipped;
  for (const WeightUnit& unit : weights.units) {
    std::string fault = fault_of(unit, blueprint, weights.names, file);
    if (fault.empty()) continue;
    if (!skip_mismatch) throw FileError(where + ": " + fault);
    skipped.push_back({unit.layer, std::move(fault)});
    for (const std::size_t weight : unit.weights) weights.names[weight].clear();
  }
  if (skipped.empty()) return skipped;
  std::string text = where + ": what does not fit is left out (skip_mismatch)";
  for (const SkippedLayer& each : skipped) text += "; layer '" + each.layer + "': " + each.reason;
  warn(text);
  return skipped;
}

}  // namespace occam::saving
