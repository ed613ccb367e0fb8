#pragma once

#include <memory>
#include <string>

#include "occam/graph/graph.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

struct CompileOptions {
  int advance = -1;              ///< uint64 variable that counts finished steps, or -1
  std::string* trace = nullptr;  ///< receives every stage as text when set
  bool match_updates = true;     ///< off: updates of weights stay tile programs, with the same bits
};

/// The pipeline in order: verify, simplify, verify, fuse, match updates, memory plan and lower.
/// Gradients are already in the graph (compiler/gradient.h).
std::shared_ptr<const runtime::Plan> compile(graph::Graph& graph,
                                             const CompileOptions& options = {});

}  // namespace occam::compiler
