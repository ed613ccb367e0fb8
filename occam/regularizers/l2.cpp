#include "occam/regularizers/l2.h"

#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

graph::Value L2::penalty(const ops::Scope& scope, const graph::Value& weight) const {
  return ops::scale(scope.hyper(*this, &L2::l2), ops::sum(ops::square(weight)));
}

}  // namespace occam::regularizers
