#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "occam/models/topology.h"

namespace occam::selection {

/// A topology without models inside: their calls stand among the others, their layers are named by
/// path ("inner/dense"), so that the weights' paths are those of the model. A model that is called
/// several times is calls of the same layers.
struct FlatTopology {
  models::Topology topology;
  /// By path of a model inside, with a slash behind it: what its first call takes in.
  std::map<std::string, std::vector<std::size_t>> entries;
};

FlatTopology flattened(const models::Topology& topology);
/// Of its values, of one sample each. `flat` has no models inside.
std::vector<Shape> shapes_of(const models::Topology& flat);

}  // namespace occam::selection
