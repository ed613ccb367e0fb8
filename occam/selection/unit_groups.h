#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "occam/activations/activation.h"
#include "occam/base/shape.h"
#include "occam/selection/model_pieces.h"

namespace occam::selection {

/// Which places on the last axes of a model's values, its units, can only be there or be gone
/// together. An Add ties its inputs place by place, a layer that is called twice the values of its
/// calls; a Concatenate puts units one behind the other, a Flatten repeats them. Each such group is
/// a number. Groups at a layer that is not known here stay whatever they do: `is_free` is false.
class UnitGroups {
 public:
  /// Places of an axis of a weight, by group.
  struct WeightAxis {
    std::string weight;
    std::int64_t axis = 0;
    std::vector<std::size_t> groups;
  };

  /// `shapes`: of the values of the topology, of one sample.
  UnitGroups(const ModelPieces& pieces, const models::Topology& flat,
             const std::vector<Shape>& shapes);

  std::size_t count() const { return parents_.size(); }
  /// By place of the last axis of a value.
  const std::vector<std::size_t>& of(std::size_t value) const { return values_[value]; }
  const std::vector<WeightAxis>& axes() const { return axes_; }
  bool is_free(std::size_t group) const { return !pinned_[group]; }
  void pin(std::size_t group) { pinned_[root(group)] = true; }

 private:
  std::vector<std::size_t> fresh(std::int64_t count);
  std::size_t root(std::size_t group) const;
  void tie(std::size_t a, std::size_t b);
  void tie(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b);
  void tie(const std::string& weight, std::int64_t axis, const std::vector<std::size_t>& groups);
  void pin_all(const std::vector<std::size_t>& groups);
  std::vector<std::size_t> called(const models::Topology::Call& call,
                                  const models::NamedLayer& named, const std::vector<Shape>& inputs,
                                  const Shape& output);

  const ModelPieces& pieces_;
  std::vector<std::size_t> parents_;
  std::vector<bool> pinned_;
  std::vector<std::vector<std::size_t>> values_;
  std::vector<WeightAxis> axes_;
};

/// Does the layer make each unit's output of that unit's input alone, outside training? Its weights
/// are then vectors of the units.
bool is_unitwise(const Layer& layer, std::int64_t rank);
/// Softmax: makes of each unit what the others say.
bool mixes_units(const Activation& activation);

}  // namespace occam::selection
