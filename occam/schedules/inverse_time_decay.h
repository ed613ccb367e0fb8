#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// initial_learning_rate / (1 + decay_rate * step / decay_steps), step = 0 in the first step; with
/// staircase the quotient of the steps is rounded down.
/// Source: Keras 3, optimizers.schedules.InverseTimeDecay. Errors: InvalidArgument unless
/// initial_learning_rate >= 0, decay_steps > 0, decay_rate >= 0.
struct InverseTimeDecay {
  Hyper initial_learning_rate = 0.001;
  Hyper decay_steps = 1000;
  Hyper decay_rate = 0.5;
  bool staircase = false;

  static constexpr std::string_view type = "InverseTimeDecay";
  static constexpr auto fields() {
    using I = InverseTimeDecay;
    return Fields{
        Field{"initial_learning_rate", &I::initial_learning_rate, at_least(0), "value at step 0"},
        Field{"decay_steps", &I::decay_steps, above(0), "steps in which decay_rate is added once"},
        Field{"decay_rate", &I::decay_rate, at_least(0), "what the divisor grows by, from 1"},
        Field{"staircase", &I::staircase, "decays in leaps, once in decay_steps"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
