#include "occam/ops/max.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/reduce_axis.h"
#include "occam/ops/reshape.h"
#include "occam/ops/select.h"
#include "occam/ops/sum.h"
#include "occam/ops/transpose.h"

namespace occam::ops {
namespace {

using graph::Value;

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Value& x = result.node().inputs[0];
  const Shape& shape = x.shape();
  const auto along = [&](const Value& reduced) {
    return broadcast_to(reshape(reduced, {shape[0], 1, shape[2]}), shape);
  };
  const Value winners = equal(x, along(result));
  const Value share = upstream / sum(winners, {1});
  return {select(winners, along(share), fill_like(x, 0.0))};
}

}  // namespace

const graph::Op max_axis_op{.name = "max_axis",
                            .kind = graph::Kind::kKernel,
                            .infer = without_middle_axis,
                            .gradient = gradient,
                            .lower = lower_reduction<kernels::max_axis>};

Value max(const Value& x) { return max(x, all_axes(x.shape().rank())); }

Value max(const Value& x, const Axes& axes, bool keepdims) {
  const std::int64_t rank = x.shape().rank();
  const Axes over = normalized_axes("max", axes, rank);
  const Shape shape = reduced_shape(x.shape(), over, keepdims);
  if (x.shape().size() == 0)
    throw_invalid_value("max", "x", "an element or more", to_text(x.shape()));
  if (x.is_scalar()) return x;
  const std::vector<ReducedRun> runs = reduced_runs(x.shape(), over);
  // A reduction to a scalar is a kernel's one element, added up to one float64.
  if (over.size() == static_cast<std::size_t>(rank)) {
    const Value whole = reshape(x, {1, x.shape().size(), 1});
    return broadcast_scalar(sum(x.graph().add(max_axis_op, {whole})), shape);
  }
  if (runs.empty()) return reshape(x, shape);
  if (runs.size() == 1)
    return reshape(
        x.graph().add(max_axis_op, {reshape(x, {runs[0].outer, runs[0].n, runs[0].inner})}), shape);
  // Equals share by all axes at once: brought together first.
  Axes order;
  for (std::int64_t axis = 0; axis < rank; ++axis) {
    if (!std::binary_search(over.begin(), over.end(), axis)) order.push_back(axis);
  }
  const auto kept = static_cast<std::int64_t>(order.size());
  order.insert(order.end(), over.begin(), over.end());
  Axes last(over.size());
  for (std::size_t k = 0; k < last.size(); ++k) last[k] = kept + static_cast<std::int64_t>(k);
  return reshape(max(transpose(x, order), last), shape);
}

}  // namespace occam::ops
