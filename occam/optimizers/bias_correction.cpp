#include "occam/optimizers/bias_correction.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/power.h"

namespace occam::optimizers {
namespace {

using graph::Value;

/// The nearest float32 (Veltkamp's splitting).
Value to_float32(const Value& x) {
  const Value wide = x * 536870913.0;  // 2^29 + 1: leaves 24 of 53 bits
  return wide - (wide - x);
}

}  // namespace

Value bias_correction(const Value& beta, const Value& t) {
  return 1.0 - to_float32(ops::power(to_float32(beta), t));
}

}  // namespace occam::optimizers
