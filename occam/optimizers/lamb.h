#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Adam's step, as long as the weight: with m and v as Adam's and step = m / (1 - beta_1^t) /
/// (sqrt(v / (1 - beta_2^t)) + epsilon): w <- w - learning_rate * |w| / |step| * step, norms over
/// the whole weight; without the quotient where one of them is 0. Source: Keras 3, optimizers.Lamb;
/// You et al. 2019, algorithm 2, with the decay before the step. Errors: InvalidArgument unless
/// learning_rate >= 0, 0 <= beta < 1, epsilon > 0, and as step_options.h says.
struct Lamb {
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

  static constexpr std::string_view type = "Lamb";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Lamb::learning_rate, at_least(0),
              "length of a step, of the weight's norm"},
        Field{"beta_1", &Lamb::beta_1, from_below(0, 1), "decay of the mean gradient"},
        Field{"beta_2", &Lamb::beta_2, from_below(0, 1), "decay of the mean squared gradient"},
        Field{"epsilon", &Lamb::epsilon, above(0), "added to the root of the latter"}};
    return rule + step_fields<Lamb>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
