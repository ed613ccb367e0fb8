#include "occam/ops/move.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "occam/base/errors.h"
#include "occam/kernels/strided_copy.h"

namespace occam::ops {
namespace {

using kernels::StridedCopy;

struct Arguments {
  StridedCopy copy;
  std::size_t input = 0, result = 0;
  float number = 0;
};

float* floats(std::byte* bytes) { return reinterpret_cast<float*>(bytes); }

runtime::Call call_of(const graph::Node& node, Arguments arguments, runtime::Kernel kernel) {
  const double elements = static_cast<double>(node.shape.size());
  runtime::Call call;
  call.kernel = kernel;
  call.items = arguments.copy.items();
  call.operations = elements;
  call.bytes = 8 * elements;
  call.arguments = std::make_shared<Arguments>(arguments);
  return call;
}

}  // namespace

runtime::Call move_call(const graph::Node& node, const Move& move) {
  std::vector<StridedCopy::Axis> axes;
  for (std::size_t axis = 0; axis < move.box.dims().size(); ++axis)
    axes.push_back({move.box.dims()[axis], move.from[axis], move.to[axis]});
  Arguments arguments;
  arguments.copy = kernels::make_strided_copy(axes, move.from_offset, move.to_offset);
  arguments.input = move.input;
  arguments.result = node.inputs.size();
  runtime::Call call = call_of(node, arguments,
                               [](const void* pointer, std::byte* const* operands,
                                  std::int64_t begin, std::int64_t end, std::byte*) {
                                 const Arguments& a = *static_cast<const Arguments*>(pointer);
                                 kernels::strided_copy(a.copy, floats(operands[a.input]),
                                                       floats(operands[a.result]), begin, end);
                               });
  call.label = fmt::format("{} {}", node.op->name, to_text(move.box));
  return call;
}

runtime::Call fill_call(const graph::Node& node, double number) {
  const StridedCopy::Axis all{node.shape.size(), 0, 1};
  Arguments arguments;
  arguments.copy = kernels::make_strided_copy({&all, 1}, 0, 0);
  arguments.result = node.inputs.size();
  arguments.number = static_cast<float>(number);
  runtime::Call call =
      call_of(node, arguments,
              [](const void* pointer, std::byte* const* operands, std::int64_t begin,
                 std::int64_t end, std::byte*) {
                const Arguments& a = *static_cast<const Arguments*>(pointer);
                kernels::strided_copy(a.copy, &a.number, floats(operands[a.result]), begin, end);
              });
  call.label = fmt::format("{} fill {}", node.op->name, node.shape.size());
  return call;
}

void check_movable(const graph::Op& op, const Shape& shape) {
  const auto most = static_cast<std::int64_t>(StridedCopy::kMaxAxes);
  if (shape.rank() < 1 || shape.rank() > most)
    throw_invalid_value(op.name, "x", "rank from 1 to " + std::to_string(most), to_text(shape));
}

}  // namespace occam::ops
