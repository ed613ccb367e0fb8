#include "occam/selection/flat_topology.h"

#include <utility>

#include "occam/models/blueprint.h"
#include "occam/models/nested.h"

namespace occam::selection {
namespace {

using models::Topology;
using Values = std::vector<std::size_t>;

class Flattener {
 public:
  FlatTopology whole(const Topology& topology) {
    flat_.topology.inputs = topology.inputs;
    Values inputs;
    for (std::size_t i = 0; i < topology.inputs.size(); ++i) inputs.push_back(i);
    const Values outputs = add(topology, "", inputs);
    for (std::size_t i = 0; i < outputs.size(); ++i)
      flat_.topology.outputs.push_back({topology.outputs[i].name, outputs[i]});
    return std::move(flat_);
  }

 private:
  /// The calls of a model; returns its outputs.
  Values add(const Topology& topology, const std::string& prefix, const Values& inputs) {
    flat_.entries.emplace(prefix, inputs);
    std::vector<Values> results;  // of each value: several of a model's call
    for (const std::size_t input : inputs) results.push_back({input});
    for (const Topology::Call& call : topology.calls) {
      const models::NamedLayer& named = topology.layers[call.layer];
      if (const auto* output = named.layer.as<models::ModelOutput>()) {
        const Values& all = results[call.inputs[0]];
        // Of a layer with several results, which is no model, the call stays.
        const std::size_t value = all.size() > 1
                                      ? all[output->index]
                                      : call_layer(prefix + named.name, named.layer, Values(all));
        results.push_back({value});
        continue;
      }
      Values arguments;
      for (const std::size_t value : call.inputs) arguments.push_back(results[value][0]);
      const std::string path = prefix + named.name;
      const auto* nested = named.layer.as<models::NestedModel>();
      results.push_back(nested != nullptr ? add(nested->topology, path + "/", arguments)
                                          : Values{call_layer(path, named.layer, arguments)});
    }
    Values outputs;
    for (const Topology::Output& output : topology.outputs)
      outputs.push_back(results[output.value][0]);
    return outputs;
  }

  std::size_t call_layer(const std::string& path, const Layer& layer, const Values& arguments) {
    Topology& flat = flat_.topology;
    const auto [place, fresh] = layer_of_.emplace(path, flat.layers.size());
    if (fresh) {
      flat.layers.push_back({path, layer});
      calls_.push_back(0);
    }
    flat.calls.push_back({place->second, arguments, calls_[place->second]++});
    return flat.inputs.size() + flat.calls.size() - 1;
  }

  FlatTopology flat_;
  std::map<std::string, std::size_t> layer_of_;
  std::vector<std::int64_t> calls_;  // of each layer so far
};

}  // namespace

FlatTopology flattened(const Topology& topology) { return Flattener().whole(topology); }

std::vector<Shape> shapes_of(const models::Topology& flat) {
  std::vector<Shape> shapes;
  for (const models::Topology::Input& input : flat.inputs) shapes.push_back(input.shape);
  const models::Blueprint blueprint(flat);
  shapes.insert(shapes.end(), blueprint.call_shapes().begin(), blueprint.call_shapes().end());
  return shapes;
}

}  // namespace occam::selection
