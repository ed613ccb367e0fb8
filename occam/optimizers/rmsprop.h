#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// v <- rho * v + (1 - rho) * g^2; w <- w - s, s = learning_rate * g / sqrt(v + epsilon); with a
/// momentum b <- momentum * b + s; w <- w - b. A momentum of 0 has no memory and cannot be set
/// later. Centered: a <- rho * a + (1 - rho) * g, and max(v - a^2, 0) in v's place. Source: Keras
/// 3, optimizers.RMSprop; Hinton 2012, lecture 6e; Graves 2013, equations 38 to 41. Errors:
/// InvalidArgument unless learning_rate >= 0, rho in [0, 1), momentum in [0, 1], epsilon > 0, and
/// as step_options.h says.
struct RMSprop {
  Hyper learning_rate = 0.001;
  Hyper rho = 0.9;
  Hyper momentum = 0.0;
  Hyper epsilon = 1e-7;
  bool centered = false;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "RMSprop";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &RMSprop::learning_rate, at_least(0), "length of a step"},
        Field{"rho", &RMSprop::rho, from_below(0, 1), "decay of the mean squared gradient"},
        Field{"momentum", &RMSprop::momentum, between(0, 1), "share of the last step that goes on"},
        Field{"epsilon", &RMSprop::epsilon, above(0), "added to the mean before its root"},
        Field{"centered", &RMSprop::centered,
              "divides by the deviation of the gradient, not by its size"}};
    return rule + step_fields<RMSprop>();
  }
  void check() const { check_steps(*this); }
  /// Is a hyper-parameter in use? What is not is not declared.
  bool is_used(std::string_view name) const { return name != "momentum" || has_momentum(); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;

 private:
  bool has_momentum() const { return !(momentum.is_number() && momentum.value() == 0); }
};

}  // namespace occam::optimizers
