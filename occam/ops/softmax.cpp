#include "occam/ops/softmax.h"

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

using graph::Attributes;
using graph::Kind;
using graph::Value;

Shape lead_of(const Shape& shape) {
  check_internal(shape.rank() >= 2, "a row-wise op on a vector");
  std::vector<std::int64_t> lead = shape.dims();
  lead.pop_back();
  return Shape(std::move(lead));
}

Shape infer_same(const std::vector<Value>& inputs, const Attributes&) {
  lead_of(inputs[0].shape());
  return inputs[0].shape();
}

Shape infer_rows(const std::vector<Value>& inputs, const Attributes&) {
  return lead_of(inputs[0].shape());
}

Shape infer_sparse(const std::vector<Value>& inputs, const Attributes&) {
  check_internal(inputs[1].shape() == lead_of(inputs[0].shape()), "labels of another shape");
  return inputs[1].shape();
}

Shape infer_dense(const std::vector<Value>& inputs, const Attributes&) {
  check_internal(inputs[1].shape() == inputs[0].shape(), "targets of another shape");
  return lead_of(inputs[0].shape());
}

std::vector<Value> gradient_softmax(const Value& result, const Value& upstream) {
  return {result.graph().add(softmax_gradient_op, {result, upstream})};
}

std::vector<Value> gradient_sparse(const Value& result, const Value& upstream) {
  const auto& inputs = result.node().inputs;
  return {result.graph().add(sparse_softmax_cross_entropy_gradient_op,
                             {inputs[0], inputs[1], upstream}),
          Value{}};
}

std::vector<Value> gradient_dense(const Value& result, const Value& upstream) {
  const auto& inputs = result.node().inputs;
  return {result.graph().add(softmax_cross_entropy_gradient_op, {inputs[0], inputs[1], upstream}),
          Value{}};
}

}  // namespace

const graph::Op softmax_op{
    .name = "softmax", .kind = Kind::kRowwise, .infer = infer_same, .gradient = gradient_softmax};
const graph::Op softmax_gradient_op{
    .name = "softmax_gradient", .kind = Kind::kRowwise, .infer = infer_same};
const graph::Op sparse_softmax_cross_entropy_op{.name = "sparse_softmax_cross_entropy",
                                                .kind = Kind::kRowwise,
                                                .infer = infer_sparse,
                                                .gradient = gradient_sparse};
const graph::Op sparse_softmax_cross_entropy_gradient_op{
    .name = "sparse_softmax_cross_entropy_gradient", .kind = Kind::kRowwise, .infer = infer_same};
const graph::Op softmax_cross_entropy_op{.name = "softmax_cross_entropy",
                                         .kind = Kind::kRowwise,
                                         .infer = infer_dense,
                                         .gradient = gradient_dense};
const graph::Op softmax_cross_entropy_gradient_op{
    .name = "softmax_cross_entropy_gradient", .kind = Kind::kRowwise, .infer = infer_same};
const graph::Op argmax_op{.name = "argmax", .kind = Kind::kRowwise, .infer = infer_rows};

Value softmax(const Value& x) { return x.graph().add(softmax_op, {x}); }
Value sparse_softmax_cross_entropy(const Value& x, const Value& label) {
  return x.graph().add(sparse_softmax_cross_entropy_op, {x, label});
}
Value softmax_cross_entropy(const Value& x, const Value& target) {
  return x.graph().add(softmax_cross_entropy_op, {x, target});
}
Value argmax(const Value& x) { return x.graph().add(argmax_op, {x}); }

}  // namespace occam::ops
