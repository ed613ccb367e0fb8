#pragma once

#include <string>
#include <vector>

#include "occam/base/array.h"
#include "occam/models/topology.h"

namespace occam::models {

/// A model as a layer of another: its layers under its name. The outer model starts with the
/// weights that the inner one had when it was made a layer. Called several times it shares them.
struct NestedModel {
  std::string name;
  Topology topology;
  std::vector<Array> weights;  ///< in Keras's order

  static constexpr std::string_view type = "Functional";
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::models
