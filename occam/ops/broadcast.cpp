#include "occam/ops/broadcast.h"

#include "occam/base/errors.h"
#include "occam/ops/sum.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer_scalar(const std::vector<Value>& inputs, const graph::Attributes& attributes) {
  check_internal(inputs[0].is_scalar(), "broadcast_scalar of a tensor");
  check_internal(attributes.shape.rank() > 0, "broadcast_scalar to a scalar");
  return attributes.shape;
}

Shape infer_rows(const std::vector<Value>& inputs, const graph::Attributes& attributes) {
  check_internal(inputs[0].shape().rank() == 1 && attributes.shape.rank() > 1 &&
                     attributes.shape.back() == inputs[0].shape()[0],
                 "broadcast_rows of a vector that is not the last axis");
  return attributes.shape;
}

Shape infer_columns(const std::vector<Value>& inputs, const graph::Attributes& attributes) {
  std::vector<std::int64_t> lead = attributes.shape.dims();
  check_internal(lead.size() >= 2, "broadcast_columns to a vector");
  lead.pop_back();
  check_internal(inputs[0].shape() == Shape(lead),
                 "broadcast_columns of a tensor that is not the leading axes");
  return attributes.shape;
}

std::vector<Value> gradient_scalar(const Value&, const Value& upstream) { return {sum(upstream)}; }
std::vector<Value> gradient_rows(const Value&, const Value& upstream) {
  return {sum_rows(upstream)};
}
std::vector<Value> gradient_columns(const Value&, const Value& upstream) {
  return {sum_columns(upstream)};
}

}  // namespace

const graph::Op broadcast_scalar_op{.name = "broadcast_scalar",
                                    .kind = graph::Kind::kBroadcast,
                                    .infer = infer_scalar,
                                    .gradient = gradient_scalar};
const graph::Op broadcast_rows_op{.name = "broadcast_rows",
                                  .kind = graph::Kind::kBroadcast,
                                  .infer = infer_rows,
                                  .gradient = gradient_rows};
const graph::Op broadcast_columns_op{.name = "broadcast_columns",
                                     .kind = graph::Kind::kBroadcast,
                                     .infer = infer_columns,
                                     .gradient = gradient_columns};

Value broadcast_scalar(const Value& scalar, const Shape& shape) {
  if (shape.rank() == 0) return scalar;
  return scalar.graph().add(broadcast_scalar_op, {scalar}, {.shape = shape});
}

Value broadcast_rows(const Value& vector, const Shape& shape) {
  if (vector.shape() == shape) return vector;
  return vector.graph().add(broadcast_rows_op, {vector}, {.shape = shape});
}

Value broadcast_columns(const Value& tensor, const Shape& shape) {
  return tensor.graph().add(broadcast_columns_op, {tensor}, {.shape = shape});
}

Value broadcast_to(const Value& value, const Shape& shape) {
  if (value.shape() == shape) return value;
  return value.is_scalar() ? broadcast_scalar(value, shape) : broadcast_rows(value, shape);
}

}  // namespace occam::ops
