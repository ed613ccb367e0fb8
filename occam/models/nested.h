#pragma once

#include <map>
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
  bool is_sequential = false;  ///< a chain, as a file tells it from other models

  static constexpr std::string_view type = "Functional";
  /// Its layers do or do not.
  bool supports_masking() const { return true; }
  /// The first output.
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const;
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const;
};

/// One of the results of a layer that has several, as a NestedModel of several outputs: called on
/// that layer's result, which stands for all of them.
struct ModelOutput {
  std::size_t index = 0;

  static constexpr std::string_view type = "ModelOutput";
  graph::Value build(const layers::Scope&, const graph::Value& input) const { return input; }
};

/// The values of a topology, as its calls are built one after the other.
class CallValues {
 public:
  explicit CallValues(std::vector<graph::Value> inputs) : values_(std::move(inputs)) {}

  /// Throws InvalidArgument for the result of a call that has several.
  const graph::Value& operator[](std::size_t value) const;
  std::vector<graph::Value> arguments(const Topology::Call& call) const;
  /// Builds the next call and keeps its result.
  graph::Value add(const layers::Scope& scope, const Topology::Call& call, const Layer& layer);

 private:
  std::vector<graph::Value> values_;
  /// All results of calls that have several.
  std::map<std::size_t, std::vector<graph::Value>> several_;
};

}  // namespace occam::models
