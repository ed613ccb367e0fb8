#include "occam/regularizers/l1_l2.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

graph::Value L1L2::penalty(const ops::Scope& scope, const graph::Value& weight) const {
  return ops::scale(scope.hyper(*this, &L1L2::l1), ops::sum(ops::abs(weight))) +
         ops::scale(scope.hyper(*this, &L1L2::l2), ops::sum(ops::square(weight)));
}

}  // namespace occam::regularizers
