#include "occam/regularizers/hierarchical_l1.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/hier_prox.h"
#include "occam/ops/scale.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/groups.h"

namespace occam::regularizers {

using graph::Value;

Value HierarchicalL1::penalty(const ops::Scope& scope, const Value& weight) const {
  scope.hyper(*this, &HierarchicalL1::hierarchy);
  return ops::scale(scope.hyper(*this, &HierarchicalL1::l1),
                    ops::sum(norms_of_groups(ops::stop_gradient(weight), "rows")));
}

Value HierarchicalL1::proximal_point(const ops::Scope& scope, const Value& point,
                                     const Value& step) const {
  return shrunk_groups(point, scope.hyper(*this, &HierarchicalL1::l1), step, "rows");
}

HierarchicalL1::Points HierarchicalL1::proximal_points(const ops::Scope& scope,
                                                       const ProximalPoint& skip,
                                                       const ProximalPoint& bounded) const {
  const Value limit = scope.hyper(*this, &HierarchicalL1::l1);
  const Value factor = scope.hyper(*this, &HierarchicalL1::hierarchy);
  const Shape &skips = skip.point.shape(), &units = bounded.point.shape();
  const Value t = ops::hier_prox(skip.point, ops::broadcast_to(skip.step, skips),
                                 ops::abs(bounded.point) / factor,
                                 ops::square(factor) / ops::broadcast_to(bounded.step, units),
                                 ops::broadcast_scalar(limit, Shape{skips[0]}));
  const Value bound = ops::broadcast_columns(norms_of_groups(t, "rows") * factor, units);
  const Value zero = ops::fill_like(bounded.point, 0.0);
  // Not the clip alone: 0 is +0.
  return {t, ops::select(ops::greater(bound, zero), ops::clip(bounded.point, -bound, bound), zero)};
}

}  // namespace occam::regularizers
