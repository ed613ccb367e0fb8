#pragma once

#include "occam/compiler/update_matching.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

/// Turns the groups into kernel calls: chooses kernels by shape, plans the workspace by lifetimes,
/// binds operands to memory regions. `advance`: index of a uint64 variable that counts finished
/// steps, or -1.
runtime::Plan lower(graph::Graph& graph, const MatchedGroups& matched, int advance = -1);

}  // namespace occam::compiler
