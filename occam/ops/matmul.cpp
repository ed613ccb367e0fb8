#include "occam/ops/matmul.h"

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  const Shape& a = inputs[0].shape();
  const Shape& b = inputs[1].shape();
  if (a.rank() < 2) throw_invalid_value(op.name, "a", "rank >= 2", to_text(a));
  if (b.rank() < 2) throw_invalid_value(op.name, "b", "rank >= 2", to_text(b));
  const std::int64_t a_rows = matrix_rows(a), b_rows = matrix_rows(b);
  const std::int64_t k = attributes.transpose_a ? a_rows : a.back();
  const std::int64_t b_k = attributes.transpose_b ? b.back() : b_rows;
  if (k != b_k) {
    const auto named = [](const Shape& shape, bool transposed) {
      return to_text(shape) + (transposed ? " transposed" : "");
    };
    throw_invalid_value(op.name, "b",
                        "as many rows as a has columns (a: " + named(a, attributes.transpose_a) +
                            ", " + std::to_string(k) + ")",
                        named(b, attributes.transpose_b));
  }
  const std::int64_t n = attributes.transpose_b ? b_rows : b.back();
  if (attributes.transpose_a) return {a.back(), n};
  std::vector<std::int64_t> dims = a.dims();
  dims.back() = n;
  return Shape(std::move(dims));
}

/// With C = op(A) op(B): dA = dC op(B)^T, dB = op(A)^T dC, each transposed when its operand was.
std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Value& a = result.node().inputs[0];
  const Value& b = result.node().inputs[1];
  const bool ta = result.node().attributes.transpose_a;
  const bool tb = result.node().attributes.transpose_b;
  const Value da = ta ? matmul(b, upstream, tb, true) : matmul(upstream, b, false, !tb);
  const Value db = tb ? matmul(upstream, a, true, ta) : matmul(a, upstream, !ta, false);
  return {da, db};
}

}  // namespace

const graph::Op matmul_op{
    .name = "matmul", .kind = graph::Kind::kMatmul, .infer = infer, .gradient = gradient};

std::int64_t matrix_rows(const Shape& shape) {
  std::int64_t rows = 1;
  for (std::int64_t axis = 0; axis + 1 < shape.rank(); ++axis)
    rows = checked_mul(rows, shape[axis]);
  return rows;
}

Value matmul(const Value& a, const Value& b, bool transpose_a, bool transpose_b) {
  return a.graph().add(matmul_op, {a, b}, {.transpose_a = transpose_a, .transpose_b = transpose_b});
}

}  // namespace occam::ops
