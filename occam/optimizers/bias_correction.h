#pragma once

#include "occam/graph/graph.h"

namespace occam::optimizers {

/// 1 - beta^t for two scalars: what a mean that began with 0 has of its values after t steps.
/// Rounded to float32 on the way, as Keras's is: in the first steps 1 - beta^t loses digits there,
/// and what is worked out alike stays close.
graph::Value bias_correction(const graph::Value& beta, const graph::Value& t);

}  // namespace occam::optimizers
