#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Adam (adam.h) with a decoupled decay from the start: w <- w - learning_rate * weight_decay * w
/// before its step. Source: Keras 3, optimizers.AdamW; Loshchilov and Hutter 2019, algorithm 2.
/// Errors: InvalidArgument as Adam's, and without a weight_decay.
struct AdamW {
  Hyper learning_rate = 0.001;
  MaybeHyper weight_decay = 0.004;
  Hyper beta_1 = 0.9;
  Hyper beta_2 = 0.999;
  Hyper epsilon = 1e-7;
  bool amsgrad = false;
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "AdamW";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &AdamW::learning_rate, at_least(0), "length of a step"},
        Field{"beta_1", &AdamW::beta_1, from_below(0, 1), "decay of the mean gradient"},
        Field{"beta_2", &AdamW::beta_2, from_below(0, 1), "decay of the mean squared gradient"},
        Field{"epsilon", &AdamW::epsilon, above(0), "added to the root of the latter"},
        Field{"amsgrad", &AdamW::amsgrad, "divides by the largest mean squared gradient so far"}};
    return rule + step_fields<AdamW>();
  }
  void check() const;
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
