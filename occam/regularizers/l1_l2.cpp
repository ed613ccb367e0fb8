#include "occam/regularizers/l1_l2.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

graph::Value L1L2::penalty(const ops::Scope& scope, const graph::Value& weight) const {
  check_fields(*this);
  return ops::scale(scope.hyper("l1", l1, range_of<L1L2>("l1")), ops::sum(ops::abs(weight))) +
         ops::scale(scope.hyper("l2", l2, range_of<L1L2>("l2")), ops::sum(ops::square(weight)));
}

}  // namespace occam::regularizers
