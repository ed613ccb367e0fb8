#include "occam/compiler/kernel_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "occam/base/errors.h"
#include "occam/base/round_up_64.h"
#include "occam/kernels/gemm.h"
#include "occam/kernels/scalar_program.h"
#include "occam/kernels/tile_code.h"
#include "occam/ops/matmul.h"

namespace occam::compiler {
namespace {

using graph::Kind;
using graph::Node;
using graph::Value;
using runtime::Call;

float* floats(std::byte* bytes) { return reinterpret_cast<float*>(bytes); }

struct MatmulArguments {
  kernels::Gemm gemm;
  kernels::TileCode epilogue;
  std::size_t tile_scratch = 0;  ///< offset of the epilogue's scratch behind the product's
};

void run_matmul(const void* arguments, std::byte* const* operands, std::int64_t begin,
                std::int64_t end, std::byte* scratch) {
  const auto& call = *static_cast<const MatmulArguments*>(arguments);
  kernels::gemm_run(call.gemm, floats(operands[0]), floats(operands[1]), floats(operands[2]), begin,
                    end, scratch);
}

void run_matmul_epilogue(const void* arguments, std::byte* const* operands, std::int64_t begin,
                         std::int64_t end, std::byte* scratch) {
  const auto& call = *static_cast<const MatmulArguments*>(arguments);
  struct Context {
    const MatmulArguments& call;
    std::byte* const* operands;
    std::byte* scratch;
  } context{call, operands, scratch + call.tile_scratch};
  const auto epilogue = [](void* pointer, const kernels::Tile& tile) {
    const Context& c = *static_cast<Context*>(pointer);
    kernels::tile_code_run_rectangle(c.call.epilogue, c.operands, tile, c.scratch);
  };
  kernels::gemm_run(call.gemm, floats(operands[0]), floats(operands[1]), floats(operands[2]), begin,
                    end, scratch, {epilogue, &context});
}

struct TileArguments {
  kernels::TileCode code;
  std::size_t partials = 0;  ///< operand of the partial sums
  bool has_partials = false;
};

void run_tile(const void* arguments, std::byte* const* operands, std::int64_t begin,
              std::int64_t end, std::byte* scratch) {
  const auto& call = *static_cast<const TileArguments*>(arguments);
  kernels::tile_code_run(call.code, operands, call.has_partials ? operands[call.partials] : nullptr,
                         begin, end, scratch);
}

void finish_tile(const void* arguments, std::byte* const* operands, std::int64_t, std::int64_t,
                 std::byte*) {
  const auto& call = *static_cast<const TileArguments*>(arguments);
  kernels::tile_code_finish(call.code, operands, operands[call.partials]);
}

void run_scalar(const void* arguments, std::byte* const* operands, std::int64_t, std::int64_t,
                std::byte*) {
  kernels::scalar_program_run(*static_cast<const kernels::ScalarProgram*>(arguments), operands);
}

void advance(const void*, std::byte* const* operands, std::int64_t, std::int64_t, std::byte*) {
  ++*reinterpret_cast<std::uint64_t*>(operands[0]);
}

std::string label_of(const kernels::TileProgram& program) {
  std::string text;
  for (const kernels::TileInstruction& instruction : program.instructions) {
    text += text.empty() ? "" : ", ";
    text += name_of(instruction.op);
  }
  for (const kernels::TileReduction& reduction : program.reductions) {
    text += text.empty() ? "" : ", ";
    text += name_of(reduction.kind);
  }
  return text;
}

}  // namespace

bool is_worth_sharing(const Call& call) {
  constexpr double kOperations = 1e6, kBytes = 512e3;
  return call.operations > kOperations || call.bytes > kBytes;
}

kernels::GemmShape gemm_shape(const Node& node) {
  const Shape& a = node.inputs[0].shape();
  const Shape& b = node.inputs[1].shape();
  kernels::GemmShape shape;
  shape.transpose_a = node.attributes.transpose_a;
  shape.transpose_b = node.attributes.transpose_b;
  shape.m = ops::matrix_rows(node.shape);
  shape.n = node.shape.back();
  shape.k = shape.transpose_a ? ops::matrix_rows(a) : a.back();
  shape.lda = a.back();
  shape.ldb = b.back();
  shape.ldc = shape.n;
  return shape;
}

std::string matmul_name(const kernels::GemmShape& shape) {
  return fmt::format("matmul {}x{}x{}{}{}", shape.m, shape.n, shape.k,
                     shape.transpose_a ? " A^T" : "", shape.transpose_b ? " B^T" : "");
}

MatmulCall matmul_call(const Node& node, std::optional<TileLowering> epilogue) {
  const kernels::GemmShape shape = gemm_shape(node);
  auto arguments = std::make_shared<MatmulArguments>();
  arguments->gemm = kernels::make_gemm(shape);
  arguments->tile_scratch = round_up_64(arguments->gemm.scratch_bytes);
  MatmulCall result;
  result.scratch_bytes = arguments->tile_scratch;
  result.call.kernel = run_matmul;
  result.call.label = matmul_name(shape);
  if (epilogue) {
    arguments->epilogue = kernels::make_tile_code(std::move(epilogue->program));
    result.scratch_bytes += arguments->epilogue.scratch_bytes;
    result.call.kernel = run_matmul_epilogue;
    result.call.label += " + " + label_of(arguments->epilogue.program);
  }
  result.call.label += " (" + to_text(arguments->gemm) + ")";
  result.call.items = arguments->gemm.items;
  const double m = static_cast<double>(shape.m), n = static_cast<double>(shape.n),
               k = static_cast<double>(shape.k);
  result.call.operations = result.call.product_operations = 2 * m * n * k;
  result.call.bytes = 4 * (m * k + k * n + m * n);
  result.call.arguments = std::move(arguments);
  return result;
}

TileCalls tile_calls(TileLowering lowering, bool partials) {
  auto arguments = std::make_shared<TileArguments>();
  arguments->code = kernels::make_tile_code(std::move(lowering.program));
  arguments->has_partials = partials;
  arguments->partials = partials ? lowering.operands.size() - 1 : 0;
  const kernels::TileProgram& program = arguments->code.program;
  const double elements = static_cast<double>(program.rows) * static_cast<double>(program.cols);
  TileCalls calls;
  calls.scratch_bytes = arguments->code.scratch_bytes;
  calls.run.kernel = run_tile;
  calls.run.items = program.items();
  calls.run.operations =
      elements * static_cast<double>(program.instructions.size() + program.reductions.size());
  calls.run.bytes = 4 * elements * static_cast<double>(lowering.operands.size());
  calls.run.label = fmt::format("tile {}x{}: {}", program.rows, program.cols, label_of(program));
  calls.finish.kernel = finish_tile;
  calls.finish.label = "add partial sums";
  calls.run.arguments = arguments;
  calls.finish.arguments = arguments;
  calls.operands = std::move(lowering.operands);
  return calls;
}

runtime::Call constant_call(double number) {
  auto program = std::make_shared<kernels::ScalarProgram>();
  program->constants.push_back(number);
  kernels::ScalarInstruction instruction;
  instruction.a = {kernels::ScalarSource::kConstant, 0};
  instruction.store = 0;
  program->instructions.push_back(instruction);
  runtime::Call call;
  call.kernel = run_scalar;
  call.label = fmt::format("scalar: {}", number);
  call.arguments = std::move(program);
  return call;
}

ScalarLowering scalar_call(graph::Graph& graph, const Group& group, const std::vector<bool>& stored,
                           const OperandOf& operand_of) {
  using kernels::ScalarInstruction;
  using kernels::ScalarSource;
  ScalarLowering lowering;
  auto program = std::make_shared<kernels::ScalarProgram>();
  std::map<int, std::uint16_t> results;
  const auto operand_index = [&](const Value& value) {
    const CallOperand operand = operand_of(value);
    auto& operands = lowering.operands;
    const auto found = std::find(operands.begin(), operands.end(), operand);
    if (found == operands.end()) {
      operands.push_back(operand);
      return static_cast<std::uint16_t>(operands.size() - 1);
    }
    return static_cast<std::uint16_t>(found - operands.begin());
  };
  const auto source_of = [&](const Value& input) -> ScalarSource {
    const Value root = root_of(input);
    const Node& node = root.node();
    if (const auto found = results.find(root.id()); found != results.end())
      return {ScalarSource::kResult, found->second};
    if (node.op->kind == Kind::kConstant) {
      program->constants.push_back(node.attributes.number);
      return {ScalarSource::kConstant, static_cast<std::uint16_t>(program->constants.size() - 1)};
    }
    const bool counter = node.op->kind == Kind::kVariable &&
                         graph.variable_of(root).type == runtime::VariableType::kUint64;
    return {counter ? ScalarSource::kUint64 : ScalarSource::kFloat64, operand_index(root)};
  };
  std::vector<std::pair<Value, Value>> assigns;
  for (const int id : group.nodes) {
    const Node& node = graph[id];
    if (node.op->kind == Kind::kAssign) {
      assigns.emplace_back(node.inputs[0], node.inputs[1]);
      continue;
    }
    ScalarInstruction instruction;
    instruction.op = node.op->elementwise;
    instruction.a = source_of(node.inputs[0]);
    if (node.inputs.size() > 1) instruction.b = source_of(node.inputs[1]);
    if (node.inputs.size() > 2) instruction.c = source_of(node.inputs[2]);
    if (stored[static_cast<std::size_t>(id)]) instruction.store = operand_index(graph.value(id));
    results[id] = static_cast<std::uint16_t>(program->instructions.size());
    program->instructions.push_back(instruction);
  }
  // Assignments last: every instruction above reads the variables' old values.
  for (const auto& [variable, value] : assigns) {
    ScalarInstruction instruction;
    instruction.a = source_of(value);
    instruction.store = operand_index(variable);
    program->instructions.push_back(instruction);
  }
  check_internal(program->instructions.size() <= kernels::ScalarProgram::kMaxInstructions,
                 "a scalar group too long");
  lowering.call.kernel = run_scalar;
  lowering.call.operations = static_cast<double>(program->instructions.size());
  lowering.call.label = fmt::format("scalar: {} instructions", program->instructions.size());
  lowering.call.arguments = std::move(program);
  return lowering;
}

Call advance_call() {
  Call call;
  call.kernel = advance;
  call.label = "advance step";
  return call;
}

}  // namespace occam::compiler
