#include "occam/models/weight_arrays.h"

#include <algorithm>

namespace occam::models {
namespace {

const runtime::Variable& variable_of(const Network& network, std::size_t place) {
  return network.layout()[network.weight_list()[place].variable];
}

void check_shape(std::string_view where, const runtime::Variable& variable, const Array& weight) {
  if (weight.shape() == variable.shape) return;
  throw_invalid_value(where, variable.path, "shape " + to_text(variable.shape),
                      to_text(weight.shape()));
}

void assign(Network& network, const runtime::Variable& variable, const Array& weight) {
  const bool as_it_is = weight.dtype() == DType::kFloat32;
  const Array floats = as_it_is ? Array() : weight.astype(DType::kFloat32);
  std::ranges::copy((as_it_is ? weight : floats).data<float>(),
                    network.state().tensor(variable).begin());
}

}  // namespace

void check_weight_shapes(std::string_view where, const Network& network,
                         const std::vector<Array>& weights) {
  const std::size_t count = network.weight_list().size();
  if (weights.size() != count) {
    throw_invalid_value(where, "weights", std::to_string(count) + " arrays",
                        std::to_string(weights.size()) + " arrays");
  }
  for (std::size_t i = 0; i < count; ++i) check_shape(where, variable_of(network, i), weights[i]);
}

std::vector<Array> arrays_of_weights(const Network& network) {
  std::vector<Array> weights;
  for (std::size_t i = 0; i < network.weight_list().size(); ++i)
    weights.push_back(array_of_weight(network, i));
  return weights;
}

Array array_of_weight(const Network& network, std::size_t place) {
  const runtime::Variable& variable = variable_of(network, place);
  const auto tensor = network.state().tensor(variable);
  return Array(variable.shape, std::vector<float>(tensor.begin(), tensor.end()));
}

void assign_weights(Network& network, const std::vector<Array>& weights) {
  for (std::size_t i = 0; i < weights.size(); ++i)
    assign(network, variable_of(network, i), weights[i]);
}

void assign_weight(std::string_view where, Network& network, std::size_t place,
                   const Array& weight) {
  const runtime::Variable& variable = variable_of(network, place);
  check_shape(where, variable, weight);
  assign(network, variable, weight);
}

}  // namespace occam::models
