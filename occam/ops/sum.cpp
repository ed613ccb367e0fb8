#include "occam/ops/sum.h"

#include "occam/base/errors.h"
#include "occam/ops/broadcast.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer_sum(const std::vector<Value>& inputs, const graph::Attributes&) {
  check_internal(!inputs[0].is_scalar(), "sum of a scalar");
  return {};
}

Shape infer_rows(const std::vector<Value>& inputs, const graph::Attributes&) {
  check_internal(inputs[0].shape().rank() >= 2, "sum_rows of a vector");
  return {inputs[0].shape().back()};
}

Shape infer_columns(const std::vector<Value>& inputs, const graph::Attributes&) {
  check_internal(inputs[0].shape().rank() >= 2, "sum_columns of a vector");
  std::vector<std::int64_t> lead = inputs[0].shape().dims();
  lead.pop_back();
  return Shape(std::move(lead));
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

}  // namespace

const graph::Op sum_op{
    .name = "sum", .kind = graph::Kind::kReduce, .infer = infer_sum, .gradient = gradient_sum};
const graph::Op sum_rows_op{.name = "sum_rows",
                            .kind = graph::Kind::kReduce,
                            .infer = infer_rows,
                            .gradient = gradient_rows};
const graph::Op sum_columns_op{.name = "sum_columns",
                               .kind = graph::Kind::kReduce,
                               .infer = infer_columns,
                               .gradient = gradient_columns};

Value sum(const Value& x) { return x.is_scalar() ? x : x.graph().add(sum_op, {x}); }
Value sum_rows(const Value& x) {
  return x.shape().rank() == 1 ? x : x.graph().add(sum_rows_op, {x});
}
Value sum_columns(const Value& x) { return x.graph().add(sum_columns_op, {x}); }

}  // namespace occam::ops
