#pragma once

#include <vector>

#include "occam/layers/layer.h"

namespace occam::models {

/// Shapes of what a layer returns for inputs of these shapes, samples first: its description is
/// followed, and nothing computed. Source: Keras 3, Layer.compute_output_spec. Errors:
/// InvalidArgument for shapes that do not fit the layer.
std::vector<Shape> result_shapes(const Layer& layer, const std::vector<Shape>& inputs);

}  // namespace occam::models
