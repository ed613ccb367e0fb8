#include "occam/selection/lasso_net.h"

#include <utility>

#include "occam/base/errors.h"
#include "occam/layers/activation.h"
#include "occam/layers/add.h"
#include "occam/layers/dense.h"
#include "occam/layers/input.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/models/topology.h"
#include "occam/regularizers/hierarchical_l1.h"
#include "occam/selection/model_pieces.h"

namespace occam::selection {
namespace {

/// The chain without what only declares its input, each layer with the name it has there.
std::vector<Layer> named_layers(const Sequential& network) {
  const std::vector<std::string> names = models::names_of(network.layers());
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Layer& layer = network.layers()[i];
    if (!layer.is_input()) layers.push_back(with_argument(layer, "name", names[i]));
  }
  return layers;
}

std::size_t last_dense(const std::vector<Layer>& layers) {
  std::size_t at = layers.size();
  while (at > 0 && layers[at - 1].as<layers::Dense>() == nullptr) --at;
  if (layers.empty() || layers[0].as<layers::Dense>() == nullptr || at < 2)
    throw InvalidArgument(
        "lasso_net: expected a chain that begins with a Dense layer and has another for the "
        "outputs");
  return at - 1;
}

Node input_of(const Sequential& network) {
  const auto blueprint = models::Parts::blueprint(network);
  if (blueprint == nullptr)
    throw InvalidArgument(
        "lasso_net: a chain of an unknown input shape. Expected input_shape in its first layer, or "
        "build()");
  const Shape& shape = blueprint->topology().inputs[0].shape;
  if (shape.rank() != 1)
    throw_invalid_value("lasso_net", "input shape", "one axis, the features", to_text(shape));
  return Input({.shape = {shape[0]}});
}

}  // namespace

Model lasso_net(const Sequential& network, const LassoNetOptions& options) {
  const std::vector<Layer> layers = named_layers(network);
  const std::size_t last = last_dense(layers);
  const Node x = input_of(network);
  Node y = x;
  for (std::size_t i = 0; i < last; ++i) y = layers[i](y);
  layers::Dense outputs = *layers[last].as<layers::Dense>();
  const Activation activation = std::exchange(outputs.activation, {});
  const Node around = layers::Dense{
      .units = outputs.units,
      .use_bias = false,
      .kernel_regularizer = regularizers::HierarchicalL1{.l1 = options.l1,
                                                         .hierarchy = options.hierarchy,
                                                         .layer = std::string(layers[0].name())},
      .name = options.name}(x);
  const std::string name = outputs.name;
  y = layers::Add{.name = name + "_and_" + options.name}({std::move(outputs)(y), around});
  if (activation) y = layers::Activation{.activation = activation, .name = name + "_activation"}(y);
  for (std::size_t i = last + 1; i < layers.size(); ++i) y = layers[i](y);
  return Model({.inputs = x, .outputs = y, .name = "lasso_net"});
}

}  // namespace occam::selection
