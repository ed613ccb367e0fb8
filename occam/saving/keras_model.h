#pragma once

#include <string>

#include "occam/models/topology.h"
#include "occam/models/trainable.h"
#include "occam/saving/keras_object.h"

namespace occam::saving {

/// The description of a model as Keras writes it: {module, class_name, config, registered_name}.
/// Throws InvalidArgument, naming the layer, for one that does not describe itself.
Config keras_model(const models::Topology& topology, bool is_sequential, const std::string& name,
                   const CurrentNumbers& current);
/// The same with nothing of a layer but its class and name: enough for places of weights.
Config keras_outline(const models::Topology& topology, bool is_sequential);

}  // namespace occam::saving
