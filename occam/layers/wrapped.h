#pragma once

#include <string>
#include <vector>

#include "occam/layers/layer.h"

namespace occam::layers {

/// What the weights of a layer inside another are below: its name, or Keras's for its class.
std::string name_inside(const Layer& layer);
/// The parts of a layer that holds one other, as its attribute `layer`, where Keras's files have
/// its weights. Source: Keras 3, layers.Wrapper.
std::vector<LayerPart> parts_with(const Layer& layer);

}  // namespace occam::layers
