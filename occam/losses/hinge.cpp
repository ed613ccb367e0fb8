#include "occam/losses/hinge.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/select.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

namespace {

/// Targets 0 and 1 as -1 and 1, if all of them are.
Value signs_of(const Value& target) {
  const Value is_zero = ops::equal(target, ops::fill_like(target, 0.0));
  const Value is_one = ops::equal(target, ops::fill_like(target, 1.0));
  const Value others = ops::sum(1.0 - is_zero - is_one);
  const Value binary = ops::equal(others, ops::fill_like(others, 0.0));
  return ops::select(ops::broadcast_scalar(binary, target.shape()), 2.0 * target - 1.0, target);
}

}  // namespace

Value margin_missed(const Value& target, const Value& prediction) {
  const Value missed = 1.0 - signs_of(target) * prediction;
  return ops::maximum(missed, ops::fill_like(missed, 0.0));
}

Value hinge_of(const Value& target, const Value& prediction) {
  return ops::sum_columns(margin_missed(target, prediction)) /
         static_cast<double>(prediction.shape().back());
}

Value Hinge::per_sample(const ops::Scope&, const Value& target, const Value& prediction) const {
  return hinge_of(target, prediction);
}

}  // namespace occam::losses
