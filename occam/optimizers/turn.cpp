#include "occam/optimizers/turn.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/floor.h"
#include "occam/ops/select.h"

namespace occam::optimizers {

using graph::Value;

Value is_turn(const Value& step, std::int64_t period) {
  const auto count = static_cast<double>(period);
  return ops::equal(ops::floor(step / count) * count, step);
}

Value choose(const Value& condition, const Value& a, const Value& b) {
  return ops::select(ops::broadcast_to(condition, a.shape()), a, b);
}

}  // namespace occam::optimizers
