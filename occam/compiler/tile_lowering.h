#pragma once

#include <functional>
#include <vector>

#include "occam/compiler/fuse.h"
#include "occam/kernels/tile_program.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

/// An operand of a call before the workspace is planned: a piece of workspace, or an offset in
/// another region.
struct CallOperand {
  runtime::Region region = runtime::Region::kWorkspace;
  int piece = -1;          ///< kWorkspace
  std::size_t offset = 0;  ///< kState, kBatch
  bool operator==(const CallOperand&) const = default;
};

using OperandOf = std::function<CallOperand(const graph::Value&)>;

/// A group as a tile program and the operands that its indices mean.
struct TileLowering {
  kernels::TileProgram program;
  std::vector<CallOperand> operands;
};

/// Writes the elementwise nodes, reductions and assignments of group `index` as a tile program.
/// `stored` tells which nodes must lie in memory; `operands` are the call's operands so far (a
/// product's A, B, C).
TileLowering lower_tile(graph::Graph& graph, const Groups& groups, int index,
                        const std::vector<bool>& stored, const OperandOf& operand_of,
                        std::vector<CallOperand> operands = {});

}  // namespace occam::compiler
