#pragma once

#include "occam/optimizers/update.h"

namespace occam::optimizers {

/// What RMDA and RAMDA have in common.

/// The weight before the first step, as the optimizer remembers it; `slots` gets the memory.
graph::Value first_weight(const UpdateScope& scope, std::vector<SlotUpdate>& slots);
/// weight + (point - weight) * momentum; exactly 0 where the point is 0 and |weight| <= zero_below.
graph::Value towards(const graph::Value& weight, const graph::Value& point,
                     const graph::Value& momentum, const graph::Value& zero_below);

}  // namespace occam::optimizers
