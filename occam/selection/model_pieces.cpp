#include "occam/selection/model_pieces.h"

#include <algorithm>
#include <utility>

#include "occam/layers/dense.h"
#include "occam/models/blueprint.h"
#include "occam/models/nested.h"

namespace occam::selection {
namespace {

using models::NestedModel;
using models::Topology;

Config sizes_of(const Shape& shape) {
  Config::List sizes;
  for (const std::int64_t size : shape) sizes.push_back(size);
  return sizes;
}

}  // namespace

ModelPieces::ModelPieces(const Trainable& model, const Topology& topology) : topology_(topology) {
  for (const models::NamedLayer& named : flattened(topology).topology.layers)
    layers_.emplace(named.name, named.layer);
  const std::vector<std::string> paths = model.weight_paths();
  const std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < paths.size(); ++i) weights_.emplace(paths[i], weights[i]);
}

FlatTopology ModelPieces::flat() const { return flattened(rebuilt(topology_, "", {})); }

std::span<const float> ModelPieces::values(const std::string& path) const {
  const auto found = weights_.find(path);
  return found == weights_.end() ? std::span<const float>() : found->second.data<float>();
}

std::vector<std::string> ModelPieces::weights_of(const std::string& layer) const {
  std::vector<std::string> paths;
  const std::string begin = layer + "/";
  for (auto at = weights_.lower_bound(begin); at != weights_.end() && at->first.starts_with(begin);
       ++at)
    paths.push_back(at->first);
  return paths;
}

void ModelPieces::add_to_bias(const std::string& path, const std::vector<double>& terms) {
  if (std::all_of(terms.begin(), terms.end(), [](double term) { return term == 0; })) return;
  const auto* dense = layers_.at(path).as<layers::Dense>();
  if (!dense->use_bias) {
    layers::Dense biased = *dense;
    biased.use_bias = true;
    replace(path, std::move(biased));
    weights_.emplace(path + "/bias", Array(DType::kFloat32, {static_cast<Int>(terms.size())}));
  }
  const std::span<float> bias = weight(path + "/bias").mutable_data<float>();
  for (std::size_t k = 0; k < terms.size(); ++k)
    bias[k] = static_cast<float>(static_cast<double>(bias[k]) + terms[k]);
}

void ModelPieces::keep(const std::string& path, std::int64_t axis, const Kept& kept) {
  Array& weight = weights_.at(path);
  const Shape& shape = weight.shape();
  std::vector<std::int64_t> sizes = shape.dims();
  std::int64_t inner = 1;
  for (std::int64_t k = axis + 1; k < shape.rank(); ++k) inner *= shape[k];
  const std::int64_t outer = weight.size() / (inner * shape[axis]);
  const std::span<const float> from = std::as_const(weight).data<float>();
  std::vector<float> result;
  for (std::int64_t o = 0; o < outer; ++o) {
    for (const std::int64_t place : kept) {
      const auto begin = from.begin() + (o * shape[axis] + place) * inner;
      result.insert(result.end(), begin, begin + inner);
    }
  }
  sizes[static_cast<std::size_t>(axis)] = static_cast<std::int64_t>(kept.size());
  weight = Array(Shape(std::move(sizes)), std::move(result));
}

Topology ModelPieces::whole(const std::map<std::string, std::vector<Shape>>& inputs) const {
  return rebuilt(topology_, "", inputs);
}

Topology ModelPieces::rebuilt(const Topology& topology, const std::string& prefix,
                              const std::map<std::string, std::vector<Shape>>& inputs) const {
  Topology result;
  result.inputs = topology.inputs;
  if (const auto given = inputs.find(prefix); given != inputs.end()) {
    for (std::size_t i = 0; i < result.inputs.size(); ++i)
      result.inputs[i].shape = given->second[i];
  }
  std::vector<std::size_t> value_of;  // by value of the old one
  for (std::size_t i = 0; i < topology.inputs.size(); ++i) value_of.push_back(i);
  std::map<std::size_t, std::size_t> layer_of;
  for (const Topology::Call& call : topology.calls) {
    const models::NamedLayer& named = topology.layers[call.layer];
    const std::string path = prefix + named.name;
    if (is_removed(path)) {
      value_of.push_back(value_of[call.inputs[0]]);
      continue;
    }
    const auto [place, fresh] = layer_of.emplace(call.layer, result.layers.size());
    if (fresh) {
      if (const auto* nested = named.layer.as<NestedModel>()) {
        NestedModel smaller{
            nested->name, rebuilt(nested->topology, path + "/", inputs), {}, nested->is_sequential};
        const models::Blueprint blueprint(smaller.topology);
        for (const layers::Declared::Weight& weight : blueprint.weights())
          smaller.weights.push_back(
              weights_.at(path + "/" + blueprint.layout()[weight.variable].path));
        result.layers.push_back({named.name, Layer(std::move(smaller))});
      } else {
        const auto own = layers_.find(path);
        result.layers.push_back({named.name, own == layers_.end() ? named.layer : own->second});
      }
    }
    Topology::Call changed{place->second, {}, call.repetition};
    for (const std::size_t value : call.inputs) changed.inputs.push_back(value_of[value]);
    result.calls.push_back(std::move(changed));
    value_of.push_back(result.inputs.size() + result.calls.size() - 1);
  }
  for (const Topology::Output& output : topology.outputs)
    result.outputs.push_back({output.name, value_of[output.value]});
  return result;
}

void ModelPieces::fill(Trainable& model) const {
  std::vector<Array> weights;
  for (const std::string& path : model.weight_paths()) weights.push_back(weights_.at(path));
  model.set_weights(weights);
}

Layer with_argument(const Layer& layer, std::string_view name, const Config& value) {
  const Config described = layer.config();
  Config arguments = *described.find("config");
  arguments.set(std::string(name), value);
  return FieldValue<Layer>::read(Config::map({{"class_name", *described.find("class_name")},
                                              {"config", std::move(arguments)}}))
      .value();
}

Layer for_samples(const Layer& layer, const Shape& sample) {
  if (!layer.input_shape() || layer.input_shape().shape() == sample) return layer;
  return with_argument(layer, layer.is_input() ? "shape" : "input_shape", sizes_of(sample));
}

}  // namespace occam::selection
