#include "occam/ops/axes.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "occam/base/errors.h"

namespace occam::ops {

Axes normalized_axes(std::string_view op, const Axes& axes, std::int64_t rank) {
  Axes result;
  for (const std::int64_t axis : axes) {
    if (axis < -rank || axis >= rank)
      throw_invalid_value(op, "axis",
                          "an axis of a tensor of rank " + std::to_string(rank) + ", from " +
                              std::to_string(-rank) + " to " + std::to_string(rank - 1),
                          std::to_string(axis));
    result.push_back(axis < 0 ? axis + rank : axis);
  }
  std::sort(result.begin(), result.end());
  if (std::adjacent_find(result.begin(), result.end()) != result.end())
    throw_invalid_value(op, "axes", "each axis once", tuple_text(axes));
  return result;
}

Shape reduced_shape(const Shape& shape, const Axes& axes, bool keepdims) {
  std::vector<std::int64_t> dims;
  for (std::int64_t axis = 0; axis < shape.rank(); ++axis) {
    if (!std::binary_search(axes.begin(), axes.end(), axis)) {
      dims.push_back(shape[axis]);
    } else if (keepdims) {
      dims.push_back(1);
    }
  }
  return Shape(std::move(dims));
}

Axes all_axes(std::int64_t rank) {
  Axes axes(static_cast<std::size_t>(rank));
  std::iota(axes.begin(), axes.end(), 0);
  return axes;
}

Shape broadcast_shape(std::string_view op, const Shape& a, const Shape& b) {
  const std::int64_t rank = std::max(a.rank(), b.rank());
  std::vector<std::int64_t> dims;
  for (std::int64_t axis = -rank; axis < 0; ++axis) {
    const std::int64_t of_a = axis < -a.rank() ? 1 : a[axis], of_b = axis < -b.rank() ? 1 : b[axis];
    if (of_a != of_b && of_a != 1 && of_b != 1)
      throw_invalid_value(op, "b", "a shape that broadcasts with " + to_text(a), to_text(b));
    dims.push_back(of_a == 1 ? of_b : of_a);
  }
  return Shape(std::move(dims));
}

std::vector<std::int64_t> strides_of(const Shape& shape) {
  std::vector<std::int64_t> strides(static_cast<std::size_t>(shape.rank()), 1);
  for (std::size_t axis = strides.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape.dims()[axis];
  return strides;
}

}  // namespace occam::ops
