#include "occam/models/model.h"

#include "occam/models/nested.h"
#include "occam/models/topology.h"

namespace occam {

Model::Model(ModelOptions options) : name_(std::move(options.name)) {
  models::Topology topology = models::topology_of({options.inputs.begin(), options.inputs.end()},
                                                  {options.outputs.begin(), options.outputs.end()});
  const auto rename = [](auto& items, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) items[i].name = names[i];
  };
  rename(topology.inputs, options.inputs.names());
  rename(topology.outputs, options.outputs.names());
  topology_ = std::make_shared<const models::Topology>(std::move(topology));
  build_for({});
}

Model::Model(std::string name, models::Topology topology)
    : name_(std::move(name)),
      topology_(std::make_shared<const models::Topology>(std::move(topology))) {
  build_for({});
}

void Model::replace_output(models::Topology topology, std::vector<Layer>) {
  topology_ = std::make_shared<const models::Topology>(std::move(topology));
}

std::optional<models::Topology> Model::topology(const std::vector<Shape>&) const {
  if (!topology_) return std::nullopt;
  return *topology_;
}

std::vector<Node> Model::call_all(std::vector<Node> inputs) const {
  return occam::call_all(as_layer(name_), std::move(inputs));
}

std::vector<Node> call_all(const Layer& layer, std::vector<Node> inputs) {
  const auto* const nested = layer.as<models::NestedModel>();
  return call_all(layer, std::move(inputs),
                  nested != nullptr ? nested->topology.outputs.size() : 1);
}

std::vector<Node> call_all(const Layer& layer, std::vector<Node> inputs, std::size_t results) {
  const Node result = layer(std::move(inputs));
  if (results == 1) return {result};
  std::vector<Node> outputs;
  for (std::size_t i = 0; i < results; ++i)
    outputs.push_back(Layer(models::ModelOutput{i})(result));
  return outputs;
}

}  // namespace occam
