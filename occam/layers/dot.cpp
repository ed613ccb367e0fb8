#include "occam/layers/dot.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/transpose.h"

namespace occam::layers {

namespace {

/// [batch, rest, n] with the contracted axis last, and the sizes of the rest.
graph::Value contracted_last(const graph::Value& x, std::int64_t axis,
                             std::vector<std::int64_t>& rest) {
  const Shape& shape = x.shape();
  ops::Axes order;
  std::int64_t size = 1;
  for (std::int64_t k = 0; k < shape.rank(); ++k) {
    if (k == axis) continue;
    order.push_back(k);
    if (k == 0) continue;
    rest.push_back(shape[k]);
    size *= shape[k];
  }
  order.push_back(axis);
  return ops::reshape(ops::transpose(x, order), {shape[0], size, shape[axis]});
}

/// Each row over its norm; a row of zeros as it is.
graph::Value unit_rows(const graph::Value& x) {
  const graph::Value squares = ops::sum(ops::square(x), {2}, /*keepdims=*/true);
  const graph::Value least = ops::fill_like(squares, 1e-12);
  return x * ops::reciprocal(ops::sqrt(ops::maximum(squares, least)));
}

}  // namespace

graph::Value Dot::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() != 2)
    throw_invalid_value(type, "inputs", "two values", std::to_string(inputs.size()));
  const std::vector<std::int64_t>& given = axes.axes();
  const auto refuse = [&](const char* expected) {
    throw_invalid_value(type, "axes", expected, to_text(FieldValue<AxisList>::write(axes)));
  };
  if (given.empty() || given.size() > 2) refuse("one axis, or one of each input");
  std::int64_t place[2];
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t rank = inputs[i].shape().rank(), axis = given[given.size() == 2 ? i : 0];
    place[i] = axis < 0 ? axis + rank : axis;
    if (place[i] < 1 || place[i] >= rank) refuse("axes of a sample; 0 is the batch's");
  }
  const std::int64_t n = inputs[0].shape()[place[0]], m = inputs[1].shape()[place[1]];
  if (n != m || inputs[0].shape()[0] != inputs[1].shape()[0]) {
    throw_invalid_value(type, "inputs", "shapes whose sizes along `axes` are equal",
                        to_text(inputs[0].shape()) + " and " + to_text(inputs[1].shape()));
  }
  std::vector<std::int64_t> sizes{inputs[0].shape()[0]};
  graph::Value a = contracted_last(inputs[0], place[0], sizes);
  graph::Value b = contracted_last(inputs[1], place[1], sizes);
  if (sizes.size() == 1) sizes.push_back(1);
  if (normalize) {
    a = unit_rows(a);
    b = unit_rows(b);
  }
  const std::int64_t rows = a.shape()[1], columns = b.shape()[1];
  const Shape all{sizes[0], rows, columns, n};
  const graph::Value left = ops::broadcast_to(ops::reshape(a, {sizes[0], rows, 1, n}), all);
  const graph::Value right = ops::broadcast_to(ops::reshape(b, {sizes[0], 1, columns, n}), all);
  return ops::reshape(ops::sum_columns(left * right), Shape(sizes));
}

}  // namespace occam::layers
