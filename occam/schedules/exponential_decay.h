#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// initial_learning_rate * decay_rate^(step / decay_steps), step = 0 in the first step; with
/// staircase the exponent is rounded down.
/// Source: Keras 3, optimizers.schedules.ExponentialDecay. Errors: InvalidArgument unless
/// initial_learning_rate >= 0, decay_steps > 0, decay_rate > 0.
struct ExponentialDecay {
  Hyper initial_learning_rate = 0.001;
  Hyper decay_steps = 1000;
  Hyper decay_rate = 0.96;
  bool staircase = false;

  static constexpr std::string_view type = "ExponentialDecay";
  static constexpr auto fields() {
    using E = ExponentialDecay;
    return Fields{
        Field{"initial_learning_rate", &E::initial_learning_rate, at_least(0), "value at step 0"},
        Field{"decay_steps", &E::decay_steps, above(0), "steps in which it decays once"},
        Field{"decay_rate", &E::decay_rate, above(0), "what it is multiplied by in decay_steps"},
        Field{"staircase", &E::staircase, "decays in leaps, once in decay_steps"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
