#include "occam/ops/arithmetic.h"

#include "occam/ops/add.h"
#include "occam/ops/axes.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/divide.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/multiply.h"
#include "occam/ops/negate.h"
#include "occam/ops/subtract.h"

namespace occam::graph {
namespace {

/// Applies `make`, which adds a node of `op`, to both operands repeated to one shape.
Value broadcasted(Value (*make)(const Value&, const Value&), const Op& op, const Value& a,
                  const Value& b) {
  const Shape shape = ops::broadcast_shape(op.name, a.shape(), b.shape());
  return make(ops::broadcast_to(a, shape), ops::broadcast_to(b, shape));
}

}  // namespace

Value operator-(const Value& x) { return ops::negate(x); }
Value operator+(const Value& a, const Value& b) { return broadcasted(ops::add, ops::add_op, a, b); }
Value operator-(const Value& a, const Value& b) {
  return broadcasted(ops::subtract, ops::subtract_op, a, b);
}
Value operator*(const Value& a, const Value& b) {
  return broadcasted(ops::multiply, ops::multiply_op, a, b);
}
Value operator/(const Value& a, const Value& b) {
  return broadcasted(ops::divide, ops::divide_op, a, b);
}
Value operator+(const Value& a, double b) { return a + ops::fill_like(a, b); }
Value operator-(const Value& a, double b) { return a - ops::fill_like(a, b); }
Value operator*(const Value& a, double b) { return a * ops::fill_like(a, b); }
Value operator/(const Value& a, double b) { return a / ops::fill_like(a, b); }
Value operator+(double a, const Value& b) { return ops::fill_like(b, a) + b; }
Value operator-(double a, const Value& b) { return ops::fill_like(b, a) - b; }
Value operator*(double a, const Value& b) { return ops::fill_like(b, a) * b; }
Value operator/(double a, const Value& b) { return ops::fill_like(b, a) / b; }

}  // namespace occam::graph
