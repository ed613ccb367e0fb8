#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// s <- s + g^2, initial_accumulator_value at first; w <- w - learning_rate * g / sqrt(s +
/// epsilon). Source: Keras 3, optimizers.Adagrad; Duchi, Hazan and Singer 2011, the diagonal form
/// of section 1.1. Errors: InvalidArgument unless learning_rate >= 0, initial_accumulator_value >=
/// 0, epsilon > 0, and as step_options.h says.
struct Adagrad {
  Hyper learning_rate = 0.001;
  double initial_accumulator_value = 0.1;
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

  static constexpr std::string_view type = "Adagrad";
  static constexpr auto fields() {
    const Fields rule{
        Field{"learning_rate", &Adagrad::learning_rate, at_least(0), "length of a step"},
        Field{"initial_accumulator_value", &Adagrad::initial_accumulator_value, at_least(0),
              "sum of squares before the first step"},
        Field{"epsilon", &Adagrad::epsilon, above(0), "added to the sum before its root"}};
    return rule + step_fields<Adagrad>();
  }
  void check() const {
    check_float32(type, "initial_accumulator_value", initial_accumulator_value, {});
    check_steps(*this);
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
