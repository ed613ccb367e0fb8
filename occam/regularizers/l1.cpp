#include "occam/regularizers/l1.h"

#include "occam/ops/abs.h"
#include "occam/ops/scale.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

graph::Value L1::penalty(const ops::Scope& scope, const graph::Value& weight) const {
  return ops::scale(scope.hyper(*this, &L1::l1), ops::sum(ops::abs(weight)));
}

}  // namespace occam::regularizers
