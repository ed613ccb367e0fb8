#include "occam/regularizers/l2.h"

#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

graph::Value L2::penalty(const ops::Scope& scope, const graph::Value& weight) const {
  check_fields(*this);
  return ops::scale(scope.hyper("l2", l2, range_of<L2>("l2")), ops::sum(ops::square(weight)));
}

}  // namespace occam::regularizers
