#include "occam/models/parts.h"

#include <utility>

#include "occam/models/trainable_core.h"

namespace occam::models {

void Parts::describe_by(Trainable& model, std::function<Config(Config)> described) {
  model.core_->described = std::move(described);
}

bool Parts::has_values(const Trainable& model) { return model.core_->network != nullptr; }

void Parts::drop_values(Trainable& model) {
  if (!model.core_->network) return;
  model.core_->network->check_idle("load_model");
  model.core_->blueprint = model.core_->network->blueprint();
  model.core_->network.reset();
}

Network& Parts::network_to_fill(Trainable& model, std::shared_ptr<const Blueprint> blueprint) {
  check_internal(model.core_->network == nullptr, "a model that is to be filled has values");
  model.core_->network = model.core_->make_network(std::move(blueprint), Weights::kZero);
  return *model.core_->network;
}

}  // namespace occam::models
