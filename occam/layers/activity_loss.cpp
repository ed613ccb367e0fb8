#include "occam/layers/activity_loss.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

void add_activity_loss(const Scope& scope, const Regularizer& regularizer,
                       const graph::Value& output) {
  if (!regularizer) return;
  const graph::Value penalty = regularizer.penalty(scope.child("activity_regularizer"), output);
  scope.add_loss(penalty * (1.0 / static_cast<double>(output.shape()[0])));
}

void check_activity_regularizer(std::string_view type, const Regularizer& regularizer) {
  if (!regularizer.has_proximal()) return;
  throw InvalidArgument(std::string(type) +
                        ": activity_regularizer: " + std::string(regularizer.type()) +
                        " is proximal, which only a weight's penalty can be. Expected a penalty "
                        "with a gradient, such as proximal=false");
}

}  // namespace occam::layers
