#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "occam/kernels/elementwise_op.h"

namespace occam::kernels {

/// Where a scalar instruction reads.
struct ScalarSource {
  enum Kind : std::uint8_t {
    kNone,
    kResult,    ///< result of instruction `index`
    kFloat64,   ///< operand `index`: one float64
    kUint64,    ///< operand `index`: one uint64, converted
    kConstant,  ///< constants[index]
  };
  Kind kind = kNone;
  std::uint16_t index = 0;
};

/// One operation on float64 scalars; its result can also be stored into an operand.
struct ScalarInstruction {
  ElementwiseOp op = ElementwiseOp::kCopy;
  ScalarSource a, b, c;
  std::int32_t store = -1;  ///< operand that receives the result, or -1
};

/// The arithmetic of a step on single numbers: learning rates, loss sums, counters. In float64, by
/// the semantics of elementwise_reference.h.
struct ScalarProgram {
  static constexpr std::size_t kMaxInstructions = 1024;
  std::vector<ScalarInstruction> instructions;  ///< at most kMaxInstructions
  std::vector<double> constants;
};

void scalar_program_run(const ScalarProgram& program, std::byte* const* operands);

}  // namespace occam::kernels
