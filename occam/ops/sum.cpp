#include "occam/ops/sum.h"

#include "occam/base/errors.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/reduce_axis.h"
#include "occam/ops/reshape.h"

namespace occam::ops {
namespace {

using graph::Value;

/// What a sum leaves of its input.
Shape infer(const graph::Op& op, const std::vector<Value>& inputs, const graph::Attributes&) {
  const Shape& shape = inputs[0].shape();
  const std::int64_t least = op.along == graph::Along::kAll ? 1 : 2;
  if (shape.rank() < least)
    throw_invalid_value(op.name, "x", "rank >= " + std::to_string(least), to_text(shape));
  std::vector<std::int64_t> lead = shape.dims();
  lead.pop_back();
  switch (op.along) {
    case graph::Along::kAll:
      return {};
    case graph::Along::kRows:
      return {shape.back()};
    case graph::Along::kColumns:
      return Shape(std::move(lead));
  }
  throw InternalError("internal error: a sum along nothing");
}

std::vector<Value> gradient_sum(const Value& result, const Value& upstream) {
  return {broadcast_scalar(upstream, result.node().inputs[0].shape())};
}

std::vector<Value> gradient_rows(const Value& result, const Value& upstream) {
  return {broadcast_rows(upstream, result.node().inputs[0].shape())};
}

std::vector<Value> gradient_columns(const Value& result, const Value& upstream) {
  return {broadcast_columns(upstream, result.node().inputs[0].shape())};
}

std::vector<Value> gradient_axis(const Value& result, const Value& upstream) {
  const Shape& shape = result.node().inputs[0].shape();
  return {broadcast_to(reshape(upstream, {shape[0], 1, shape[2]}), shape)};
}

}  // namespace

const graph::Op sum_op{.name = "sum",
                       .kind = graph::Kind::kReduce,
                       .along = graph::Along::kAll,
                       .infer = infer,
                       .gradient = gradient_sum};
const graph::Op sum_rows_op{.name = "sum_rows",
                            .kind = graph::Kind::kReduce,
                            .along = graph::Along::kRows,
                            .infer = infer,
                            .gradient = gradient_rows};
const graph::Op sum_columns_op{.name = "sum_columns",
                               .kind = graph::Kind::kReduce,
                               .along = graph::Along::kColumns,
                               .infer = infer,
                               .gradient = gradient_columns};

const graph::Op sum_axis_op{.name = "sum_axis",
                            .kind = graph::Kind::kKernel,
                            .infer = without_middle_axis,
                            .gradient = gradient_axis,
                            .lower = lower_reduction<kernels::sum_axis>};

Value sum(const Value& x) { return x.is_scalar() ? x : x.graph().add(sum_op, {x}); }
Value sum_rows(const Value& x) {
  return x.shape().rank() == 1 ? x : x.graph().add(sum_rows_op, {x});
}
Value sum_columns(const Value& x) { return x.graph().add(sum_columns_op, {x}); }

Value sum(const Value& x, const Axes& axes, bool keepdims) {
  const Axes over = normalized_axes(sum_op.name, axes, x.shape().rank());
  const Shape shape = reduced_shape(x.shape(), over, keepdims);
  if (over.size() == static_cast<std::size_t>(x.shape().rank()))
    return broadcast_scalar(sum(x), shape);
  Value result = x;
  const std::vector<ReducedRun> runs = reduced_runs(x.shape(), over);
  for (std::size_t k = runs.size(); k-- > 0;) {
    const auto& [outer, n, inner] = runs[k];
    if (inner == 1) {
      result = sum_columns(reshape(result, {outer, n}));
    } else if (outer == 1) {
      result = sum_rows(reshape(result, {n, inner}));
    } else {
      result = x.graph().add(sum_axis_op, {reshape(result, {outer, n, inner})});
    }
  }
  return reshape(result, shape);
}

}  // namespace occam::ops
