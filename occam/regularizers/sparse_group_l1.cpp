#include "occam/regularizers/sparse_group_l1.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/groups.h"
#include "occam/regularizers/soft_threshold.h"

namespace occam::regularizers {

using graph::Value;

Value SparseGroupL1::penalty(const ops::Scope& scope, const Value& weight) const {
  declare_target(scope, *this);
  const Value w = proximal ? ops::stop_gradient(weight) : weight;
  const double root = root_of_group_size(weight.shape(), groups);
  return ops::scale(scope.hyper(*this, &SparseGroupL1::l1), ops::sum(ops::abs(w))) +
         ops::scale(scope.hyper(*this, &SparseGroupL1::group_l1),
                    ops::sum(norms_of_groups(w, groups)) * root);
}

Value SparseGroupL1::proximal_point(const ops::Scope& scope, const Value& point,
                                    const Value& step) const {
  const Value limit =
      scope.hyper(*this, &SparseGroupL1::group_l1) * root_of_group_size(point.shape(), groups);
  return shrunk_groups(soft_threshold(point, scope.hyper(*this, &SparseGroupL1::l1), step), limit,
                       step, groups);
}

}  // namespace occam::regularizers
