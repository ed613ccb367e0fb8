#pragma once

#include <cstddef>
#include <cstdint>

#include "occam/graph/op_calls.h"

namespace occam::ops {

/// The one call of an op over the rows of its first input [rows, cols]. An item is a row;
/// arguments: cols, as std::int64_t.
graph::OpCalls rowwise_call(const graph::Node& node, runtime::Kernel kernel);

/// Adapts a kernel of kernels/softmax.h's form, with `kInputs` float operands and one result, to a
/// plan; the `lower` of its op.
template <auto kKernel, int kInputs>
graph::OpCalls lower_rowwise(const graph::Node& node) {
  return rowwise_call(node, [](const void* arguments, std::byte* const* operands,
                               std::int64_t begin, std::int64_t end, std::byte*) {
    const auto floats = [&](int k) { return reinterpret_cast<float*>(operands[k]); };
    const std::int64_t cols = *static_cast<const std::int64_t*>(arguments);
    if constexpr (kInputs == 1) {
      kKernel(floats(0), floats(1), cols, begin, end);
    } else if constexpr (kInputs == 2) {
      kKernel(floats(0), floats(1), floats(2), cols, begin, end);
    } else {
      kKernel(floats(0), floats(1), floats(2), floats(3), cols, begin, end);
    }
  });
}

}  // namespace occam::ops
