#pragma once

#include "occam/graph/graph.h"

namespace occam::graph {

// Operators on values, for gradient rules, layers, losses. Operands of different shapes are
// broadcast as ops::broadcast_to does; numbers become constants. Found by argument-dependent
// lookup.
Value operator-(const Value& x);
Value operator+(const Value& a, const Value& b);
Value operator-(const Value& a, const Value& b);
Value operator*(const Value& a, const Value& b);
Value operator/(const Value& a, const Value& b);
Value operator+(const Value& a, double b);
Value operator-(const Value& a, double b);
Value operator*(const Value& a, double b);
Value operator/(const Value& a, double b);
Value operator+(double a, const Value& b);
Value operator-(double a, const Value& b);
Value operator*(double a, const Value& b);
Value operator/(double a, const Value& b);

}  // namespace occam::graph
