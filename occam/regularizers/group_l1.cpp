#include "occam/regularizers/group_l1.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/groups.h"

namespace occam::regularizers {

using graph::Value;

Value GroupL1::penalty(const ops::Scope& scope, const Value& weight) const {
  declare_target(scope, *this);
  const Value norms = norms_of_groups(proximal ? ops::stop_gradient(weight) : weight, groups);
  return ops::scale(scope.hyper(*this, &GroupL1::l1),
                    ops::sum(norms) * root_of_group_size(weight.shape(), groups));
}

Value GroupL1::proximal_point(const ops::Scope& scope, const Value& point,
                              const Value& step) const {
  const Value limit = scope.hyper(*this, &GroupL1::l1) * root_of_group_size(point.shape(), groups);
  return shrunk_groups(point, limit, step, groups);
}

}  // namespace occam::regularizers
