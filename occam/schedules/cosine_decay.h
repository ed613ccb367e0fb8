#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// from * ((1 - alpha) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2 + alpha). Without
/// warmup_target `from` is initial_learning_rate and t the step, 0 in the first one. With it the
/// first warmup_steps steps go straight from initial_learning_rate to warmup_target, which is then
/// `from`, and t counts from there. Source: Keras 3, optimizers.schedules.CosineDecay. Errors:
/// InvalidArgument unless decay_steps > 0, warmup_steps >= 0, alpha in [0, 1], rates >= 0.
struct CosineDecay {
  Hyper initial_learning_rate = 0.001;
  Hyper decay_steps = 1000;
  Hyper alpha = 0.0;
  MaybeHyper warmup_target = {};
  Hyper warmup_steps = 0;

  static constexpr std::string_view type = "CosineDecay";
  static constexpr auto fields() {
    using C = CosineDecay;
    return Fields{
        Field{"initial_learning_rate", &C::initial_learning_rate, at_least(0), "value at step 0"},
        Field{"decay_steps", &C::decay_steps, above(0), "steps of the way down"},
        Field{"alpha", &C::alpha, between(0, 1), "share that is left at the end"},
        Field{"warmup_target", &C::warmup_target, at_least(0), "value after the way up"},
        Field{"warmup_steps", &C::warmup_steps, at_least(0), "steps of the way up"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
