#include "occam/models/sequential.h"

#include "occam/models/topology.h"

namespace occam {

Sequential::Sequential(std::initializer_list<Layer> layers) {
  for (const Layer& layer : layers) add(layer);
}

void Sequential::add(Layer layer) {
  if (layer.is_input() && !layers_.empty()) {
    throw InvalidArgument("Sequential.add: Input must be the first layer. Received: it as layer " +
                          std::to_string(layers_.size()));
  }
  change_description("Sequential.add");
  layers_.push_back(std::move(layer));
}

std::vector<std::string> Sequential::layer_names() const { return models::names_of(layers_); }

void Sequential::build(const Shape& input_shape) {
  if (input_shape.rank() == 0) {
    throw_invalid_value("Sequential.build", "input_shape", "at least one axis behind the batch",
                        to_text(input_shape));
  }
  build_for({input_shape});
}

void Sequential::replace_output(models::Topology, std::vector<Layer> last) {
  layers_.pop_back();
  layers_.insert(layers_.end(), last.begin(), last.end());
}

std::optional<models::Topology> Sequential::topology(const std::vector<Shape>& shapes) const {
  const bool declared = !layers_.empty() && layers_[0].input_shape();
  if (shapes.empty() && !declared) return std::nullopt;
  if (layers_.empty())
    throw InvalidArgument("Sequential.build: the model has no layers. Add at least one");
  const Shape shape = declared ? layers_[0].input_shape().shape() : shapes[0];
  if (declared && !shapes.empty() && !shape.could_be(shapes[0])) {
    throw_invalid_value("Sequential.build", "input_shape",
                        to_text(shape) + ", which the first layer declares", to_text(shapes[0]));
  }
  const std::vector<std::string> names = layer_names();
  std::vector<models::NamedLayer> named;
  for (std::size_t i = 0; i < layers_.size(); ++i) named.push_back({names[i], layers_[i]});
  return models::chain(std::move(named), shape);
}

}  // namespace occam
