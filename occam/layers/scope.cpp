#include "occam/layers/scope.h"

#include "occam/ops/assign.h"
#include "occam/ops/variable.h"

namespace occam::layers {

graph::Value Scope::add_weight(const WeightSpec& spec) const {
  const graph::Value weight =
      ops::variable(graph(), path_of(spec.name), spec.shape,
                    spec.trainable ? runtime::Role::kTrainable : runtime::Role::kStatistic);
  declared_->weights.push_back(
      {weight.node().attributes.variable, spec.initializer, spec.trainable});
  if (spec.trainable) declared_->trainable.push_back(weight);
  if (spec.regularizer) {
    const ops::Scope penalty_scope = child(std::string(spec.name) + "_regularizer");
    declared_->penalties.push_back(spec.regularizer.penalty(penalty_scope, weight));
  }
  return weight;
}

void Scope::update(const graph::Value& statistic, const graph::Value& value) const {
  if (training_) ops::assign(statistic, value);
}

}  // namespace occam::layers
