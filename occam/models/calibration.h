#pragma once

#include <string_view>
#include <vector>

#include "occam/models/build.h"

namespace occam::models {

// Temperature scaling: what a model has to be for it, the logits, and the layer's place.

/// Throws InvalidArgument, opening with `where`, unless the model has one output and a
/// cross-entropy for its loss.
void check_calibration(std::string_view where, const Description& description);

/// What the softmax or sigmoid of the output is applied to; with a loss from logits the output
/// itself. Throws InvalidArgument for an output that is no such function's result.
graph::Value logits_of(const Description& description, const graph::Value& prediction);

/// A model's description with a layer Temperature before its last softmax or sigmoid.
struct Scaled {
  Topology topology;
  std::vector<Layer> last;  ///< what takes the place of the last layer of a chain
};
/// Throws InvalidArgument, opening with `where`, for a last layer that is neither Dense nor
/// Activation, or shares its weights with an earlier call.
Scaled with_temperature(std::string_view where, const Description& description, double temperature);

/// Path of the temperature that stands before the last softmax or sigmoid; "" when there is none.
std::string temperature_path(const Description& description);

}  // namespace occam::models
