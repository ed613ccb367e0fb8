#pragma once

#include <functional>
#include <vector>

#include "occam/optimizers/update.h"

namespace occam::optimizers {

/// What the optimizer's rule makes of the weight at this place under another penalty.
using StepWith = std::function<void(std::size_t place, const Regularizer& regularizer)>;

/// The weights' penalties as their rules shall see them. Where one reaches for a second weight
/// (regularizers/hierarchical_l1.h) both get penalties whose proximal points are the joint ones:
/// the rules are asked for points and steps first, which `step` does, and then for their updates.
/// All others stay. Errors: InvalidArgument for a second weight that is not there, not trained, of
/// other rows or with a proximal penalty of its own, and for a rule that asks twice or never.
std::vector<Regularizer> joint_penalties(const ops::Scope& scope,
                                         const std::vector<TrainedWeight>& weights,
                                         const StepWith& step);

}  // namespace occam::optimizers
