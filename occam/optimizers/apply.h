#pragma once

#include <vector>

#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Writes one step of the optimizer at `scope` for all weights, in Keras's order: accumulate;
/// clip; and for each weight decay, the rule with its proximal step, running mean, constraint; then
/// everything is assigned once. Batches that are only accumulated leave weights and slots as they
/// are, but for mean and constraint. Source: Keras 3, BaseOptimizer.apply. REQUIRES: a gradient for
/// each weight.
void apply_gradients(const ops::Scope& scope, const Optimizer& optimizer,
                     const std::vector<TrainedWeight>& weights,
                     std::vector<graph::Value> gradients);

}  // namespace occam::optimizers
