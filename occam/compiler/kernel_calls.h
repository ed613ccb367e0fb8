#pragma once

#include <optional>
#include <string>
#include <vector>

#include "occam/compiler/tile_lowering.h"
#include "occam/kernels/gemm.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

// One function a kind of group: packs its kernel's arguments, chooses how it is cut into items,
// states its cost. Operands are bound by the caller in the order given. (An op of kind kKernel
// makes its calls itself.)

/// Whether threads may gain by sharing the call's items: by its cost alone, about 10 us.
bool is_worth_sharing(const runtime::Call& call);

/// The product of a matmul node; ldc = n.
kernels::GemmShape gemm_shape(const graph::Node& node);
/// "matmul 128x512x784 A^T".
std::string matmul_name(const kernels::GemmShape& shape);

/// Operands: A, B, C, then what the epilogue names.
struct MatmulCall {
  runtime::Call call;
  std::size_t scratch_bytes = 0;
};
MatmulCall matmul_call(const graph::Node& node, std::optional<TileLowering> epilogue);

/// A fused group over its domain. With `partials`, the last operand holds partial sums and `finish`
/// adds them up.
struct TileCalls {
  runtime::Call run, finish;
  std::vector<CallOperand> operands;
  std::size_t scratch_bytes = 0;
};
TileCalls tile_calls(TileLowering lowering, bool partials);

/// Writes a number to its one operand.
runtime::Call constant_call(double number);

/// The arithmetic of a scalar group.
struct ScalarLowering {
  runtime::Call call;
  std::vector<CallOperand> operands;
};
ScalarLowering scalar_call(graph::Graph& graph, const Group& group, const std::vector<bool>& stored,
                           const OperandOf& operand_of);

/// Operand: a uint64 that is increased by one.
runtime::Call advance_call();

}  // namespace occam::compiler
