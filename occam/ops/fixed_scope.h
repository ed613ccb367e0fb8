#pragma once

#include "occam/ops/scope.h"

namespace occam::ops {

/// A place whose hyper-parameters are constants of the graph: for what a function of a user's
/// computes by a description that is no part of the model, such as a loss inside another. REQUIRES:
/// they are numbers or schedules.
Scope fixed_scope(graph::Graph& graph);

}  // namespace occam::ops
