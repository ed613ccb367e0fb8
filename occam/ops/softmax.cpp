#include "occam/ops/softmax.h"

#include "occam/base/errors.h"
#include "occam/kernels/softmax.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/rowwise.h"
#include "occam/ops/sum.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {
namespace {

using graph::Attributes;
using graph::Kind;
using graph::Op;
using graph::Value;

/// The axes before the last; throws InvalidArgument where there are none.
Shape lead_of(const Op& op, const Shape& shape) {
  if (shape.rank() < 2) throw_invalid_value(op.name, "x", "rank >= 2", to_text(shape));
  std::vector<std::int64_t> lead = shape.dims();
  lead.pop_back();
  return Shape(std::move(lead));
}

Shape infer_same(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  lead_of(op, inputs[0].shape());
  return inputs[0].shape();
}

Shape infer_rows(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  return lead_of(op, inputs[0].shape());
}

Shape infer_sparse(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  const Shape lead = lead_of(op, inputs[0].shape());
  if (inputs[1].shape() != lead)
    throw_invalid_value(op.name, "label", "one label a row, shape " + to_text(lead),
                        to_text(inputs[1].shape()));
  return lead;
}

Shape infer_dense(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  const Shape lead = lead_of(op, inputs[0].shape());
  if (inputs[1].shape() != inputs[0].shape())
    throw_invalid_value(op.name, "target", "the shape of x, " + to_text(inputs[0].shape()),
                        to_text(inputs[1].shape()));
  return lead;
}

Value add_gradient(const Op& op, const Value& x, const Value& target, const Value& upstream) {
  return x.graph().add(op, {x, target, upstream});
}

Value along_rows(const Value& rows, const Value& like) {
  return broadcast_columns(rows, like.shape());
}

std::vector<Value> gradient_softmax(const Value& result, const Value& upstream) {
  return {result.graph().add(softmax_gradient_op, {result, upstream})};
}

/// Of (g - sum(g y)) y.
std::vector<Value> gradient_of_gradient(const Value& result, const Value& upstream) {
  const Value &y = result.node().inputs[0], &g = result.node().inputs[1];
  const Value centred = g - along_rows(sum_columns(g * y), g);
  return {upstream * centred - g * along_rows(sum_columns(upstream * y), g),
          result.graph().add(softmax_gradient_op, {y, upstream})};
}

std::vector<Value> gradient_sparse(const Value& result, const Value& upstream) {
  const auto& inputs = result.node().inputs;
  return {add_gradient(sparse_softmax_cross_entropy_gradient_op, inputs[0], inputs[1], upstream),
          Value{}};
}

/// By x and by the upstream gradient of (softmax(x) * total - target) * dloss, where total is the
/// sum of a row's targets.
std::vector<Value> gradient_of_entropy(const Value& result, const Value& upstream,
                                       const Value& total) {
  const Op& op = *result.node().op;
  const Value &x = result.node().inputs[0], &target = result.node().inputs[1],
              &dloss = result.node().inputs[2];
  const Value pulled = upstream * along_rows(dloss * total, x);
  const Value unscaled = add_gradient(op, x, target, fill_like(dloss, 1.0));
  return {x.graph().add(softmax_gradient_op, {softmax(x), pulled}), Value{},
          sum_columns(upstream * unscaled)};
}

std::vector<Value> gradient_of_sparse(const Value& result, const Value& upstream) {
  return gradient_of_entropy(result, upstream, fill_like(result.node().inputs[1], 1.0));
}

/// Of (y - [c = label]) * dloss.
std::vector<Value> gradient_of_residual(const Value& result, const Value& upstream) {
  const auto& inputs = result.node().inputs;
  const Value unscaled =
      add_gradient(*result.node().op, inputs[0], inputs[1], fill_like(inputs[2], 1.0));
  return {upstream * along_rows(inputs[2], upstream), Value{}, sum_columns(upstream * unscaled)};
}

std::vector<Value> gradient_dense(const Value& result, const Value& upstream) {
  const auto& inputs = result.node().inputs;
  return {add_gradient(softmax_cross_entropy_gradient_op, inputs[0], inputs[1], upstream), Value{}};
}

std::vector<Value> gradient_of_dense(const Value& result, const Value& upstream) {
  return gradient_of_entropy(result, upstream, sum_columns(result.node().inputs[1]));
}

}  // namespace

const Op softmax_op{.name = "softmax",
                    .kind = Kind::kKernel,
                    .infer = infer_same,
                    .gradient = gradient_softmax,
                    .lower = lower_rowwise<kernels::softmax, 1>};
const Op softmax_gradient_op{.name = "softmax_gradient",
                             .kind = Kind::kKernel,
                             .infer = infer_same,
                             .gradient = gradient_of_gradient,
                             .lower = lower_rowwise<kernels::softmax_gradient, 2>};
const Op sparse_softmax_cross_entropy_op{
    .name = "sparse_softmax_cross_entropy",
    .kind = Kind::kKernel,
    .infer = infer_sparse,
    .gradient = gradient_sparse,
    .no_gradient_by = {"", "label"},
    .lower = lower_rowwise<kernels::sparse_softmax_cross_entropy, 2>};
const Op sparse_softmax_cross_entropy_gradient_op{
    .name = "sparse_softmax_cross_entropy_gradient",
    .kind = Kind::kKernel,
    .infer = infer_same,
    .gradient = gradient_of_sparse,
    .no_gradient_by = {"", "label"},
    .lower = lower_rowwise<kernels::sparse_softmax_cross_entropy_gradient, 3>};
const Op sparse_gradient_of_softmax_op{
    .name = "sparse_gradient_of_softmax",
    .kind = Kind::kKernel,
    .infer = infer_same,
    .gradient = gradient_of_residual,
    .no_gradient_by = {"", "label"},
    .lower = lower_rowwise<kernels::sparse_gradient_of_softmax, 3>};
const Op softmax_cross_entropy_op{.name = "softmax_cross_entropy",
                                  .kind = Kind::kKernel,
                                  .infer = infer_dense,
                                  .gradient = gradient_dense,
                                  .no_gradient_by = {"", "target"},
                                  .lower = lower_rowwise<kernels::softmax_cross_entropy, 2>};
const Op softmax_cross_entropy_gradient_op{
    .name = "softmax_cross_entropy_gradient",
    .kind = Kind::kKernel,
    .infer = infer_same,
    .gradient = gradient_of_dense,
    .no_gradient_by = {"", "target"},
    .lower = lower_rowwise<kernels::softmax_cross_entropy_gradient, 3>};
const Op argmax_op{.name = "argmax",
                   .kind = Kind::kKernel,
                   .infer = infer_rows,
                   .gradient = zero_gradient,
                   .lower = lower_rowwise<kernels::argmax, 1>};

Value softmax(const Value& x) { return x.graph().add(softmax_op, {x}); }

Value sparse_softmax_cross_entropy(const Value& x, const Value& label) {
  return x.graph().add(sparse_softmax_cross_entropy_op, {x, label});
}

Value softmax_cross_entropy(const Value& x, const Value& target) {
  return x.graph().add(softmax_cross_entropy_op, {x, target});
}

Value argmax(const Value& x) { return x.graph().add(argmax_op, {x}); }

}  // namespace occam::ops
