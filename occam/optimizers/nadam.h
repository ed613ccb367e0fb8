#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Adam that looks ahead along its momentum. m and v as Adam's; with u_t = beta_1 * (1 - 0.96^t /
/// 2) and P_t = u_1 * ... * u_t: w <- w - learning_rate * (u_(t+1) * m / (1 - P_(t+1)) + (1 - u_t)
/// * g / (1 - P_t)) / (sqrt(v / (1 - beta_2^t)) + epsilon), t = 1, 2, ... Source: Keras 3,
/// optimizers.Nadam; Dozat 2016, algorithm 2. Errors: InvalidArgument unless learning_rate >= 0, 0
/// <= beta < 1, epsilon > 0, and as step_options.h says.
struct Nadam {
  Hyper learning_rate = 0.001;
  Hyper beta_1 = 0.9;
  Hyper beta_2 = 0.999;
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

  static constexpr std::string_view type = "Nadam";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Nadam::learning_rate, at_least(0), "length of a step"},
        Field{"beta_1", &Nadam::beta_1, from_below(0, 1),
              "decay of the mean gradient, after many steps"},
        Field{"beta_2", &Nadam::beta_2, from_below(0, 1), "decay of the mean squared gradient"},
        Field{"epsilon", &Nadam::epsilon, above(0), "added to the root of the latter"}};
    return rule + step_fields<Nadam>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
