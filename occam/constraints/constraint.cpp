#include "occam/constraints/constraint.h"

#include "occam/base/errors.h"

namespace occam {

graph::Value Constraint::project(const ops::Scope& scope, const graph::Value& weight) const {
  graph::Value projected = held().project(scope, weight);
  if (projected.shape() != weight.shape()) {
    throw InvalidArgument(scope.path() + ": " + std::string(type()) +
                          " changed the weight's shape. Expected " + to_text(weight.shape()) +
                          ". Received: " + to_text(projected.shape()));
  }
  return projected;
}

}  // namespace occam
