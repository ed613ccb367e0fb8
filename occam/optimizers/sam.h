#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam::optimizers {

/// Steps of `optimizer` by the gradient at w + rho * g / |g|, g the gradient at w and the norm over
/// all weights: two gradients a step. Both see the same batch, the same dropout and its statistics;
/// the logs are of w. Source: Foret, Kleiner, Mobahi and Neyshabur 2021, algorithm 1 with p = 2.
/// Errors: InvalidArgument unless rho >= 0.
struct SAM {
  Optimizer optimizer = SGD{};
  Hyper rho = 0.05;

  static constexpr std::string_view type = "SAM";
  static constexpr auto fields() {
    return Fields{Field{"optimizer", &SAM::optimizer, "the rule of a step"},
                  Field{"rho", &SAM::rho, at_least(0), "how far away the gradient is taken"}};
  }
  std::vector<graph::Value> perturbed(const ops::Scope& scope,
                                      const std::vector<graph::Value>& weights,
                                      const std::vector<graph::Value>& gradients) const;
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const {
    return optimizer.step(scope, weight, gradient);
  }
};

}  // namespace occam::optimizers
