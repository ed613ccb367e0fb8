#pragma once

#include <cstdint>
#include <vector>

#include "occam/graph/op_calls.h"

namespace occam::ops {

/// A call that moves a box of elements of input `input` of `node` into its result; strides in
/// elements, an axis each (kernels/strided_copy.h).
struct Move {
  std::size_t input = 0;
  Shape box;
  std::vector<std::int64_t> from, to;
  std::int64_t from_offset = 0, to_offset = 0;
};
runtime::Call move_call(const graph::Node& node, const Move& move);

/// A call that fills the result of `node` with a number.
runtime::Call fill_call(const graph::Node& node, double number);

/// Throws InvalidArgument for a tensor of more axes than the kernel takes, or of none.
void check_movable(const graph::Op& op, const Shape& shape);

}  // namespace occam::ops
