#include "occam/regularizers/l1.h"

#include "occam/ops/abs.h"
#include "occam/ops/scale.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/soft_threshold.h"

namespace occam::regularizers {

using graph::Value;

Value L1::penalty(const ops::Scope& scope, const Value& weight) const {
  declare_target(scope, *this);
  const Value seen = proximal ? ops::stop_gradient(weight) : weight;
  return ops::scale(scope.hyper(*this, &L1::l1), ops::sum(ops::abs(seen)));
}

Value L1::proximal_point(const ops::Scope& scope, const Value& point, const Value& step) const {
  return soft_threshold(point, scope.hyper(*this, &L1::l1), step);
}

}  // namespace occam::regularizers
