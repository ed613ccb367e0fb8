#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// v <- rho * v + (1 - rho) * g^2; step = -g * sqrt(d + epsilon) / sqrt(v + epsilon); d <- rho * d
/// + (1
/// - rho) * step^2; w <- w + learning_rate * step. Source: Keras 3, optimizers.Adadelta; Zeiler
/// 2012, algorithm 1, whose learning_rate is 1. Errors: InvalidArgument unless learning_rate >= 0,
/// 0 <= rho < 1, epsilon > 0, and as step_options.h says.
struct Adadelta {
  Hyper learning_rate = 0.001;
  Hyper rho = 0.95;
  Hyper epsilon = 1e-7;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "Adadelta";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Adadelta::learning_rate, at_least(0),
              "share of the step that is taken"},
        Field{"rho", &Adadelta::rho, from_below(0, 1), "decay of both means"},
        Field{"epsilon", &Adadelta::epsilon, above(0), "added to both means before their roots"}};
    return rule + step_fields<Adadelta>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
