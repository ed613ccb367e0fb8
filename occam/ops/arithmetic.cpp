#include "occam/ops/arithmetic.h"

#include "occam/ops/add.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/divide.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/multiply.h"
#include "occam/ops/negate.h"
#include "occam/ops/subtract.h"

namespace occam::graph {
namespace {

/// Applies `op` with the operand of smaller rank broadcast to the other's shape.
Value broadcasted(Value (*op)(const Value&, const Value&), const Value& a, const Value& b) {
  const Shape& shape = a.shape().rank() >= b.shape().rank() ? a.shape() : b.shape();
  return op(ops::broadcast_to(a, shape), ops::broadcast_to(b, shape));
}

}  // namespace

Value operator-(const Value& x) { return ops::negate(x); }
Value operator+(const Value& a, const Value& b) { return broadcasted(ops::add, a, b); }
Value operator-(const Value& a, const Value& b) { return broadcasted(ops::subtract, a, b); }
Value operator*(const Value& a, const Value& b) { return broadcasted(ops::multiply, a, b); }
Value operator/(const Value& a, const Value& b) { return broadcasted(ops::divide, a, b); }
Value operator+(const Value& a, double b) { return a + ops::fill_like(a, b); }
Value operator-(const Value& a, double b) { return a - ops::fill_like(a, b); }
Value operator*(const Value& a, double b) { return a * ops::fill_like(a, b); }
Value operator/(const Value& a, double b) { return a / ops::fill_like(a, b); }
Value operator+(double a, const Value& b) { return ops::fill_like(b, a) + b; }
Value operator-(double a, const Value& b) { return ops::fill_like(b, a) - b; }
Value operator*(double a, const Value& b) { return ops::fill_like(b, a) * b; }
Value operator/(double a, const Value& b) { return ops::fill_like(b, a) / b; }

}  // namespace occam::graph
