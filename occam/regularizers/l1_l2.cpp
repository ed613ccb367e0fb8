#include "occam/regularizers/l1_l2.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/soft_threshold.h"

namespace occam::regularizers {

using graph::Value;

Value L1L2::penalty(const ops::Scope& scope, const Value& weight) const {
  const Value seen = proximal ? ops::stop_gradient(weight) : weight;
  return ops::scale(scope.hyper(*this, &L1L2::l1), ops::sum(ops::abs(seen))) +
         ops::scale(scope.hyper(*this, &L1L2::l2), ops::sum(ops::square(weight)));
}

Value L1L2::proximal_point(const ops::Scope& scope, const Value& point, const Value& step) const {
  return soft_threshold(point, scope.hyper(*this, &L1L2::l1), step);
}

}  // namespace occam::regularizers
