#include "occam/ops/reduce_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "occam/base/errors.h"

namespace occam::ops {

std::vector<ReducedRun> reduced_runs(const Shape& shape, const Axes& axes) {
  std::vector<ReducedRun> runs;
  std::int64_t outer = 1;
  bool open = false;  // is the last run still to be continued?
  for (std::int64_t axis = 0; axis < shape.rank(); ++axis) {
    const std::int64_t size = shape[axis];
    if (size == 1) continue;
    const bool reduced = std::binary_search(axes.begin(), axes.end(), axis);
    if (reduced && open) {
      runs.back().n *= size;
    } else if (reduced) {
      runs.push_back({outer, size, 1});
    } else {
      for (ReducedRun& run : runs) run.inner *= size;
    }
    outer *= size;
    open = reduced;
  }
  return runs;
}

Shape without_middle_axis(const graph::Op& op, const std::vector<graph::Value>& inputs,
                          const graph::Attributes&) {
  const Shape& shape = inputs[0].shape();
  if (shape.rank() != 3) throw_invalid_value(op.name, "x", "rank 3", to_text(shape));
  return {shape[0], shape[2]};
}

graph::OpCalls reduce_call(const graph::Node& node, runtime::Kernel kernel) {
  const Shape& shape = node.inputs[0].shape();
  const kernels::ReduceAxis axis{shape[0], shape[1], shape[2]};
  const double elements = static_cast<double>(shape.size());
  runtime::Call call;
  call.kernel = kernel;
  call.items = axis.items();
  call.operations = elements;
  call.bytes = 4 * elements + 4 * static_cast<double>(node.shape.size());
  call.label = fmt::format("{} {}x{}x{}", node.op->name, shape[0], shape[1], shape[2]);
  call.arguments = std::make_shared<kernels::ReduceAxis>(axis);
  return {{std::move(call)}};
}

}  // namespace occam::ops
