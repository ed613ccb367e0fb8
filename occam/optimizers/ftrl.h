#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// N = n + g^2, p = -learning_rate_power; z <- z + g + 2 * l2_shrinkage * w - (N^p - n^p) /
/// learning_rate * w; n <- N; w <- (clip(z, -l1, l1) - z) / ((N^p + beta) / learning_rate + 2 *
/// l2): exactly 0 where |z| <= l1. Of the initial weights the first step leaves little, and all
/// follow a changed learning rate. Source: Keras 3, optimizers.Ftrl; McMahan et al. 2013,
/// algorithm 1. Errors: InvalidArgument unless learning_rate > 0, learning_rate_power <= 0, the
/// others >= 0, and as step_options.h says.
struct Ftrl {
  Hyper learning_rate = 0.001;
  double learning_rate_power = -0.5;
  double initial_accumulator_value = 0.1;
  Hyper l1_regularization_strength = 0.0;
  Hyper l2_regularization_strength = 0.0;
  Hyper l2_shrinkage_regularization_strength = 0.0;
  Hyper beta = 0.0;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "Ftrl";
  static constexpr auto fields() {
    using F = Ftrl;
    const Fields rule{
        Field{"learning_rate", &F::learning_rate, above(0), "length of a step"},
        Field{"learning_rate_power", &F::learning_rate_power, Range{.high = 0},
              "the rate falls with this power of the sum of squares"},
        Field{"initial_accumulator_value", &F::initial_accumulator_value, at_least(0),
              "sum of squares before the first step"},
        Field{"l1_regularization_strength", &F::l1_regularization_strength, at_least(0),
              "weights below this times their rate are 0"},
        Field{"l2_regularization_strength", &F::l2_regularization_strength, at_least(0),
              "pulls the weights towards 0"},
        Field{"l2_shrinkage_regularization_strength", &F::l2_shrinkage_regularization_strength,
              at_least(0), "adds a penalty of w^2 to the gradient alone"},
        Field{"beta", &F::beta, at_least(0), "added to the root of the sum of squares"}};
    return rule + step_fields<Ftrl>();
  }
  void check() const {
    check_float32(type, "initial_accumulator_value", initial_accumulator_value, {});
    check_float32(type, "learning_rate_power", learning_rate_power, {});
    check_steps(*this);
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
