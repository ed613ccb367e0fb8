#include "occam/selection/support.h"

#include <algorithm>
#include <string>

#include "occam/layers/dense.h"
#include "occam/selection/shrink.h"

namespace occam::selection {
namespace {

bool is_kernel(const std::string& path) { return path.ends_with("/kernel"); }

/// A kernel of zeros lets nothing through a chain.
bool is_constant(const Sequential& model) {
  const std::vector<std::string> paths = model.weight_paths();
  const std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!is_kernel(paths[i])) continue;
    const std::span<const float> values = weights[i].data<float>();
    if (std::all_of(values.begin(), values.end(), [](float value) { return value == 0; }))
      return true;
  }
  return false;
}

/// Units of the last Dense layer, which are the outputs.
std::int64_t outputs_of(const Sequential& model) {
  std::int64_t outputs = 0;
  for (const Layer& layer : model.layers()) {
    if (const auto* dense = layer.as<layers::Dense>()) outputs = dense->units;
  }
  return outputs;
}

}  // namespace

Support support_of(const Sequential& model) {
  Support support;
  for (const Array& weight : model.get_weights()) {
    const std::span<const float> values = weight.data<float>();
    support.zeros.push_back(std::count(values.begin(), values.end(), 0.0f));
  }
  const Shrunk<Sequential> shrunk = shrink(model, {.inputs = true});
  support.parameters = shrunk.after.parameters;
  if (is_constant(shrunk.model)) return support;
  support.inputs = shrunk.features[0];
  support.units = shrunk.after.units - outputs_of(shrunk.model);
  return support;
}

double zero_share(const Sequential& model, const Support& support) {
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
