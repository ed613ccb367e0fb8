#pragma once

#include <vector>

#include "occam/selection/model_pieces.h"

namespace occam::selection {

/// Places on the last axes of a model's values that are the same number whatever the inputs are,
/// outside training: by value and place. A Dense unit is one when all weights that reach it from
/// others are 0; so is what a factor of 0 in a Scaling or BatchNormalization leaves, a column of an
/// Embedding's table that holds one number, and what any layer makes of constants alone.
std::vector<std::vector<bool>> constant_units(const ModelPieces& pieces,
                                              const models::Topology& flat,
                                              const std::vector<Shape>& shapes);

/// What these values of the model are where they are constant, by place of their last axes; NaN
/// where the other axes see different constants. As the layers themselves compute them.
std::vector<std::vector<double>> constants_of(const ModelPieces& pieces,
                                              const models::Topology& flat,
                                              const std::vector<std::size_t>& values);

}  // namespace occam::selection
