#include "occam/selection/support.h"

#include <algorithm>
#include <string>

#include "occam/layers/dense.h"
#include "occam/models/parts.h"
#include "occam/selection/constant_units.h"
#include "occam/selection/shrink.h"

namespace occam::selection {
namespace {

using models::Topology;

bool is_kernel(const std::string& path) { return path.ends_with("/kernel"); }

/// Does no output depend on the inputs?
bool is_constant(const Trainable& model) {
  const ModelPieces pieces(model, models::Parts::network(model, "support_of").topology());
  const Topology flat = pieces.flat().topology;
  const auto constant = constant_units(pieces, flat, shapes_of(flat));
  return std::all_of(flat.outputs.begin(), flat.outputs.end(), [&](const Topology::Output& output) {
    const std::vector<bool>& units = constant[output.value];
    return std::find(units.begin(), units.end(), false) == units.end();
  });
}

/// Units of the Dense layers behind which there is no other on the way to an output.
std::int64_t output_units(const Trainable& model) {
  const Topology flat = flattened(models::Parts::network(model, "support_of").topology()).topology;
  std::vector<bool> reaches(flat.inputs.size() + flat.calls.size());
  for (const Topology::Output& output : flat.outputs) reaches[output.value] = true;
  std::int64_t units = 0;
  std::vector<bool> counted(flat.layers.size());
  for (std::size_t c = flat.calls.size(); c-- > 0;) {
    const Topology::Call& call = flat.calls[c];
    if (!reaches[flat.inputs.size() + c]) continue;
    if (const auto* dense = flat.layers[call.layer].layer.as<layers::Dense>()) {
      if (!counted[call.layer]) units += dense->units;
      counted[call.layer] = true;
    } else {
      for (const std::size_t input : call.inputs) reaches[input] = true;
    }
  }
  return units;
}

template <class Kind>
Support found_support(const Kind& model) {
  Support support;
  for (const Array& weight : model.get_weights()) {
    const std::span<const float> values = weight.data<float>();
    support.zeros.push_back(std::count(values.begin(), values.end(), 0.0f));
  }
  const Shrunk<Kind> shrunk = shrink(model, {.inputs = true});
  support.parameters = shrunk.after.parameters;
  if (is_constant(model)) return support;
  support.inputs = shrunk.features[0];
  support.units = shrunk.after.units - output_units(shrunk.model);
  return support;
}

}  // namespace

Support support_of(const Sequential& model) { return found_support(model); }
Support support_of(const Model& model) { return found_support(model); }

double zero_share(const Trainable& model, const Support& support) {
  const std::vector<std::string> paths = model.weight_paths();
  const std::vector<Array> weights = model.get_weights();
  double zeros = 0, all = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!is_kernel(paths[i])) continue;
    zeros += static_cast<double>(support.zeros[i]);
    all += static_cast<double>(weights[i].size());
  }
  return all == 0 ? 0 : zeros / all;
}

}  // namespace occam::selection
