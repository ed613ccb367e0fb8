#pragma once

#include <cstdint>

#include "occam/graph/op_calls.h"
#include "occam/kernels/reduce_axis.h"
#include "occam/ops/axes.h"

namespace occam::ops {

/// A run of neighbouring axes that are reduced together: x, whose later runs are already reduced,
/// seen as [outer, n, inner].
struct ReducedRun {
  std::int64_t outer = 1, n = 1, inner = 1;
};

/// The runs that `axes` (normalized) are, first to last; axes of size 1 neither begin nor part one.
std::vector<ReducedRun> reduced_runs(const Shape& shape, const Axes& axes);

/// Shape rule of an op over the middle axis of a tensor of rank 3.
Shape without_middle_axis(const graph::Op& op, const std::vector<graph::Value>& inputs,
                          const graph::Attributes& attributes);

/// The call of such an op.
using ReduceKernel = void (*)(const kernels::ReduceAxis& axis, const float* x, float* out,
                              std::int64_t begin, std::int64_t end);
graph::OpCalls reduce_call(const graph::Node& node, runtime::Kernel kernel);

template <ReduceKernel kKernel>
graph::OpCalls lower_reduction(const graph::Node& node) {
  return reduce_call(node, [](const void* arguments, std::byte* const* operands, std::int64_t begin,
                              std::int64_t end, std::byte*) {
    kKernel(*static_cast<const kernels::ReduceAxis*>(arguments),
            reinterpret_cast<const float*>(operands[0]), reinterpret_cast<float*>(operands[1]),
            begin, end);
  });
}

}  // namespace occam::ops
