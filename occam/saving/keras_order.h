#pragma once

#include <cstddef>
#include <vector>

#include "occam/models/topology.h"

namespace occam::saving {

/// The order in which Keras keeps the layers of a functional model, which numbers the groups of
/// weights and the optimizer's memory: by falling distance from the outputs, then by the first
/// visit from them. Places below inputs.size() are inputs, the others layers, counted from there;
/// a ModelOutput has none.
/// Source: Keras 3, ops/function.py, map_graph.
std::vector<std::size_t> keras_order(const models::Topology& topology);

/// Did the user name the outputs, so that Keras has them in a dictionary?
bool has_named_outputs(const models::Topology& topology);

/// Where the outputs of a model stand among its results when it is called, by output: those of a
/// dictionary by their sorted names.
std::vector<std::size_t> result_places(const std::vector<std::string>& names, bool is_dictionary);

}  // namespace occam::saving
