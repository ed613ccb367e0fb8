#include "occam/regularizers/l_half.h"

#include <cmath>

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/scale.h"
#include "occam/ops/select.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {
namespace {

// Newton's steps come down to the root from sqrt(|p|), at most a quarter above it: four leave less
// than float32's rounding.
constexpr int kNewtonSteps = 4;

}  // namespace

using graph::Value;

Value LHalf::penalty(const ops::Scope& scope, const Value& weight) const {
  return ops::scale(scope.hyper(*this, &LHalf::l_half),
                    ops::sum(ops::sqrt(ops::abs(ops::stop_gradient(weight)))));
}

Value LHalf::proximal_point(const ops::Scope& scope, const Value& point, const Value& step) const {
  const Value half =
      ops::broadcast_to(step * (0.5 * scope.hyper(*this, &LHalf::l_half)), point.shape());
  const Value size = ops::abs(point), start = ops::sqrt(size);
  // |p| > 3/2 t^(2/3), without a power that leaves float32's range.
  const Value kept = ops::greater(size * start, half * std::sqrt(13.5));
  Value root = start;
  for (int i = 0; i < kNewtonSteps; ++i) {
    const Value square = ops::square(root);
    root = (2.0 * square * root - half) / (3.0 * square - size);
  }
  // What is not kept has no such root, or not there.
  return ops::select(kept, point * (ops::square(root) / size), ops::fill_like(point, 0.0));
}

}  // namespace occam::regularizers
