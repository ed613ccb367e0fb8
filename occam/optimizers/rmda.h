#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Regularized momentumized dual averaging: the weights go towards the minimum of all gradients so
/// far plus the penalty, so that a proximal penalty's zeros settle in finitely many steps. With
/// s = learning_rate * sqrt(t), t = 1, 2, ...: V <- V + s * g; a <- a + s;
/// d = prox(w_0 - V / sqrt(t), step a / sqrt(t)); w <- (1 - momentum) * w + momentum * d, w_0 the
/// weight before the first step. A weight of at most zero_below whose d is 0 is 0. Source: Huang
/// and Lee 2022, algorithm 1 (their c_t is `momentum`). Errors: InvalidArgument unless
/// learning_rate >= 0, 0 <= momentum <= 1, zero_below >= 0, and as step_options.h says.
struct RMDA {
  Hyper learning_rate = 0.1;
  Hyper momentum = 0.1;
  Hyper zero_below = 1e-4;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "RMDA";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &RMDA::learning_rate, at_least(0), "weight of a gradient"},
        Field{"momentum", &RMDA::momentum, between(0, 1), "share of the way to the averaged point"},
        Field{"zero_below", &RMDA::zero_below, at_least(0),
              "weights that small are 0 where their averaged point is"}};
    return rule + step_fields<RMDA>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
