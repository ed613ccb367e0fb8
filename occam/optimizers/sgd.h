#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// m <- momentum * m - learning_rate * g; w <- w + m, or w + momentum * m - learning_rate * g with
/// nesterov. A momentum of 0 is plain gradient descent. Source: Keras 3, optimizers.SGD. Errors:
/// InvalidArgument unless learning_rate >= 0 and 0 <= momentum <= 1, and as step_options.h says.
struct SGD {
  Hyper learning_rate = 0.01;
  Hyper momentum = 0.0;
  bool nesterov = false;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "SGD";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &SGD::learning_rate, at_least(0), "length of a step"},
        Field{"momentum", &SGD::momentum, between(0, 1), "share of the last step that goes on"},
        Field{"nesterov", &SGD::nesterov, "looks ahead along the momentum"}};
    return rule + step_fields<SGD>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
