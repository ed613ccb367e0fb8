#pragma once

#include "occam/graph/graph.h"

namespace occam::losses {

/// (1 - chance)^gamma, 0 <= chance <= 1 and gamma >= 0 a scalar: what a focal loss weighs a class
/// by, little where it is predicted well. Source: Lin et al. 2017, "Focal loss for dense object
/// detection".
graph::Value focal_factor(const graph::Value& chance, const graph::Value& gamma);

}  // namespace occam::losses
