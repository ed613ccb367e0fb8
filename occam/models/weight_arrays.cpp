#include "occam/models/weight_arrays.h"

#include <algorithm>

namespace occam::models {
namespace {

const runtime::Variable& variable_of(const Network& network, std::size_t place) {
  return network.layout()[network.weight_list()[place].variable];
}

}  // namespace

void check_weight_shapes(std::string_view where, const Network& network,
                         const std::vector<Array>& weights) {
  const std::size_t count = network.weight_list().size();
  if (weights.size() != count) {
    throw_invalid_value(where, "weights", std::to_string(count) + " arrays",
                        std::to_string(weights.size()) + " arrays");
  }
  for (std::size_t i = 0; i < count; ++i) {
    const runtime::Variable& variable = variable_of(network, i);
    if (weights[i].shape() != variable.shape) {
      throw_invalid_value(where, variable.path, "shape " + to_text(variable.shape),
                          to_text(weights[i].shape()));
    }
  }
}

std::vector<Array> arrays_of_weights(const Network& network) {
  std::vector<Array> weights;
  for (std::size_t i = 0; i < network.weight_list().size(); ++i) {
    const runtime::Variable& variable = variable_of(network, i);
    const auto tensor = network.state().tensor(variable);
    weights.emplace_back(variable.shape, std::vector<float>(tensor.begin(), tensor.end()));
  }
  return weights;
}

void assign_weights(Network& network, const std::vector<Array>& weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const bool as_they_are = weights[i].dtype() == DType::kFloat32;
    const Array floats = as_they_are ? Array() : weights[i].astype(DType::kFloat32);
    std::ranges::copy((as_they_are ? weights[i] : floats).data<float>(),
                      network.state().tensor(variable_of(network, i)).begin());
  }
}

}  // namespace occam::models
