#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/models/topology.h"
#include "occam/models/trainable.h"
#include "occam/selection/flat_topology.h"

namespace occam::selection {

/// Places of an axis that are kept, ascending.
using Kept = std::vector<std::int64_t>;

/// A model taken apart, to be changed and put together again: its layers and weights by path.
class ModelPieces {
 public:
  ModelPieces(const Trainable& model, const models::Topology& topology);

  const models::Topology& topology() const { return topology_; }
  /// With the layers as they are now.
  FlatTopology flat() const;

  const Layer& layer(const std::string& path) const { return layers_.at(path); }
  void replace(const std::string& path, Layer layer) { layers_.insert_or_assign(path, layer); }
  /// Takes a layer of one input away: its calls give what they are given.
  void remove(const std::string& path) { removed_.insert(path); }
  bool is_removed(const std::string& path) const { return removed_.contains(path); }

  bool has_weight(const std::string& path) const { return weights_.contains(path); }
  Array& weight(const std::string& path) { return weights_.at(path); }
  const Array& weight(const std::string& path) const { return weights_.at(path); }
  std::span<const float> values(const std::string& path) const;
  std::vector<std::string> weights_of(const std::string& layer) const;
  /// Adds to the bias of a Dense layer, which gets one where it has none.
  void add_to_bias(const std::string& dense, const std::vector<double>& terms);
  /// Keeps these places of an axis of a weight.
  void keep(const std::string& weight, std::int64_t axis, const Kept& kept);

  /// The topology of what is left, for inputs of these shapes: of the model, and by path of models
  /// inside (FlatTopology::entries).
  models::Topology whole(const std::map<std::string, std::vector<Shape>>& inputs) const;
  /// Gives a model of that topology its weights.
  void fill(Trainable& model) const;

 private:
  models::Topology rebuilt(const models::Topology& topology, const std::string& prefix,
                           const std::map<std::string, std::vector<Shape>>& inputs) const;

  models::Topology topology_;
  std::map<std::string, Layer> layers_;
  std::map<std::string, Array> weights_;
  std::set<std::string> removed_;
};

/// The layer with another value of an argument. REQUIRES: it has the argument.
Layer with_argument(const Layer& layer, std::string_view name, const Config& value);
/// The layer for samples of this shape, where it declares one.
Layer for_samples(const Layer& layer, const Shape& sample);

}  // namespace occam::selection
