#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// m <- m + (g - m)(1 - beta_1); v <- v + (g^2 - v)(1 - beta_2);
/// w <- w - learning_rate * sqrt(1 - beta_2^t) / (1 - beta_1^t) * m / (sqrt(v) + epsilon), t = 1,
/// 2, ... With amsgrad, v is replaced by its running maximum in the last line. Source: Keras 3,
/// optimizers.Adam; Kingma and Ba 2014, section 2 (the form before section 2.1's end). Errors:
/// InvalidArgument unless learning_rate >= 0, 0 <= beta < 1, epsilon > 0, and as step_options.h
/// says.
struct Adam {
  Hyper learning_rate = 0.001;
  Hyper beta_1 = 0.9;
  Hyper beta_2 = 0.999;
  Hyper epsilon = 1e-7;
  bool amsgrad = false;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "Adam";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Adam::learning_rate, at_least(0), "length of a step"},
        Field{"beta_1", &Adam::beta_1, from_below(0, 1), "decay of the mean gradient"},
        Field{"beta_2", &Adam::beta_2, from_below(0, 1), "decay of the mean squared gradient"},
        Field{"epsilon", &Adam::epsilon, above(0), "added to the root of the latter"},
        Field{"amsgrad", &Adam::amsgrad, "divides by the largest mean squared gradient so far"}};
    return rule + step_fields<Adam>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
