#pragma once

#include "occam/selection/model_pieces.h"

namespace occam::selection {

/// Takes each BatchNormalization away that the kernels and biases around it can do the work of,
/// with its moving statistics: one behind a Dense without activation that nothing else reads, and
/// one that only Dense layers read, directly or behind a Dropout. All are called once and stand in
/// one model. `model` says what epsilon is now.
void fold_batch_normalization(ModelPieces& pieces, const Trainable& model);

}  // namespace occam::selection
