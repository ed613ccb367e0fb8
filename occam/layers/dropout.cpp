#include "occam/layers/dropout.h"

#include "occam/ops/dropout.h"

namespace occam::layers {

graph::Value Dropout::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value declared =
      scope.hyper(*this, &Dropout::rate);  // also outside training: its path always exists
  return scope.training() ? ops::dropout(input, declared, scope.stream()) : input;
}

}  // namespace occam::layers
