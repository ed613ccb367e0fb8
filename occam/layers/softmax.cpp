#include "occam/layers/softmax.h"

#include <algorithm>

#include "occam/ops/axes.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/reshape.h"
#include "occam/ops/select.h"
#include "occam/ops/softmax.h"
#include "occam/ops/transpose.h"

namespace occam::layers {

namespace {

graph::Value softmax_over(std::string_view type, const graph::Value& input, const AxisList& axis) {
  const Shape shape = input.shape();
  const std::int64_t rank = shape.rank();
  const ops::Axes over = ops::normalized_axes(type, axis.axes(), rank);
  if (over.empty() || over.front() == 0) {
    throw_invalid_value(type, "axis", "axes of a sample, one or more; 0 is the batch's",
                        to_text(FieldValue<AxisList>::write(axis)));
  }
  if (over == ops::Axes{rank - 1}) return ops::softmax(input);
  ops::Axes order;
  std::vector<std::int64_t> moved;
  std::int64_t rows = 1;
  for (std::int64_t k = 0; k < rank; ++k) {
    if (std::ranges::find(over, k) != over.end()) continue;
    order.push_back(k);
    rows *= shape[k];
  }
  order.insert(order.end(), over.begin(), over.end());
  for (const std::int64_t k : order) moved.push_back(shape[k]);
  ops::Axes back(order.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    back[static_cast<std::size_t>(order[k])] = static_cast<std::int64_t>(k);
  const graph::Value flat = ops::reshape(ops::transpose(input, order),
                                         {rows, shape.size() / std::max<std::int64_t>(rows, 1)});
  return ops::transpose(ops::reshape(ops::softmax(flat), Shape(moved)), back);
}

}  // namespace

graph::Value Softmax::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value mask = scope.mask_of(input);
  if (!mask || mask.shape() != input.shape()) return softmax_over(type, input, axis);
  constexpr double kLeast = -1e9;
  const graph::Value counting = ops::select(mask, input, ops::fill_like(input, kLeast));
  return ops::select(mask, softmax_over(type, counting, axis), ops::fill_like(input, 0.0));
}

}  // namespace occam::layers
