#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// m <- m + (g - m)(1 - beta_1); u <- max(beta_2 * u, |g|); w <- w - learning_rate * m / ((1 -
/// beta_1^t)(u + epsilon)), t = 1, 2, ... Source: Keras 3, optimizers.Adamax; Kingma and Ba 2014,
/// algorithm 2. Errors: InvalidArgument unless learning_rate >= 0, 0 <= beta < 1, epsilon > 0, and
/// as step_options.h says.
struct Adamax {
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

  static constexpr std::string_view type = "Adamax";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Adamax::learning_rate, at_least(0), "length of a step"},
        Field{"beta_1", &Adamax::beta_1, from_below(0, 1), "decay of the mean gradient"},
        Field{"beta_2", &Adamax::beta_2, from_below(0, 1), "decay of the largest gradient"},
        Field{"epsilon", &Adamax::epsilon, above(0), "added to the latter"}};
    return rule + step_fields<Adamax>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
