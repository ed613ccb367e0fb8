#include "occam/regularizers/l0.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/scale.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

using graph::Value;

Value L0::penalty(const ops::Scope& scope, const Value& weight) const {
  const Value w = ops::stop_gradient(weight);
  return ops::scale(scope.hyper(*this, &L0::l0),
                    ops::sum(1.0 - ops::equal(w, ops::fill_like(w, 0.0))));
}

Value L0::proximal_point(const ops::Scope& scope, const Value& point, const Value& step) const {
  const Value limit = ops::broadcast_to(step * (2.0 * scope.hyper(*this, &L0::l0)), point.shape());
  return ops::select(ops::greater(ops::square(point), limit), point, ops::fill_like(point, 0.0));
}

}  // namespace occam::regularizers
