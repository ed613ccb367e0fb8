#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// initial_learning_rate * ((1 - alpha) * m_mul^i * (1 + cos(pi * x)) / 2 + alpha) at the share x
/// of period i = 0, 1, ..., which takes first_decay_steps * t_mul^i steps. Source: Keras 3,
/// optimizers.schedules.CosineDecayRestarts, but each period begins where the last one ends, also
/// where Keras's quotient of logarithms falls just short; Loshchilov and Hutter 2017, equation 5.
/// Errors: InvalidArgument unless first_decay_steps > 0, t_mul >= 1, alpha in [0, 1], others >= 0.
struct CosineDecayRestarts {
  Hyper initial_learning_rate = 0.001;
  Hyper first_decay_steps = 1000;
  Hyper t_mul = 2.0;
  Hyper m_mul = 1.0;
  Hyper alpha = 0.0;

  static constexpr std::string_view type = "CosineDecayRestarts";
  static constexpr auto fields() {
    using C = CosineDecayRestarts;
    return Fields{
        Field{"initial_learning_rate", &C::initial_learning_rate, at_least(0), "value at step 0"},
        Field{"first_decay_steps", &C::first_decay_steps, above(0), "steps of the first period"},
        Field{"t_mul", &C::t_mul, at_least(1), "how much longer each period is than the last"},
        Field{"m_mul", &C::m_mul, at_least(0), "what its height is multiplied by"},
        Field{"alpha", &C::alpha, between(0, 1), "share that is left at its end"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
