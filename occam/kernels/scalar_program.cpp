#include "occam/kernels/scalar_program.h"

#include "occam/kernels/elementwise_reference.h"

namespace occam::kernels {

void scalar_program_run(const ScalarProgram& program, std::byte* const* operands) {
  double results[ScalarProgram::kMaxInstructions];
  const auto read = [&](const ScalarSource& source) -> double {
    switch (source.kind) {
      case ScalarSource::kResult:
        return results[source.index];
      case ScalarSource::kFloat64:
        return *reinterpret_cast<const double*>(operands[source.index]);
      case ScalarSource::kUint64:
        return static_cast<double>(*reinterpret_cast<const std::uint64_t*>(operands[source.index]));
      case ScalarSource::kConstant:
        return program.constants[source.index];
      case ScalarSource::kNone:
        break;
    }
    return 0;
  };
  double* result = results;
  for (const ScalarInstruction& instruction : program.instructions) {
    const double a = read(instruction.a);
    switch (instruction.op) {  // the operations of every step, without the general dispatch
      case ElementwiseOp::kAdd:
        *result = a + read(instruction.b);
        break;
      case ElementwiseOp::kSubtract:
        *result = a - read(instruction.b);
        break;
      case ElementwiseOp::kMultiply:
        *result = a * read(instruction.b);
        break;
      case ElementwiseOp::kDivide:
        *result = a / read(instruction.b);
        break;
      default:
        *result = apply<double>(instruction.op, a, read(instruction.b), read(instruction.c));
    }
    if (instruction.store >= 0) *reinterpret_cast<double*>(operands[instruction.store]) = *result;
    ++result;
  }
}

}  // namespace occam::kernels
