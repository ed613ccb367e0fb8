#pragma once

#include <cstddef>
#include <vector>

#include "occam/layers/layer.h"

namespace occam::models {

/// Shapes of what a layer returns for inputs of these shapes, samples first: its description is
/// followed, and nothing computed. An input has a mask of so many of its first axes as `mask_ranks`
/// says at its place, 0 or nothing for none. Source: Keras 3, Layer.compute_output_spec. Errors:
/// InvalidArgument for shapes that do not fit the layer.
std::vector<Shape> result_shapes(const Layer& layer, const std::vector<Shape>& inputs,
                                 const std::vector<std::size_t>& mask_ranks = {});

}  // namespace occam::models
