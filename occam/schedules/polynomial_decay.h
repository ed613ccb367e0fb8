#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// (initial_learning_rate - end_learning_rate) * (1 - min(step, decay_steps) / decay_steps)^power +
/// end_learning_rate, step = 0 in the first step. With cycle decay_steps is instead multiplied by
/// the least whole number, 1 or more, that makes it reach step: it starts again from ever less.
/// Source: Keras 3, optimizers.schedules.PolynomialDecay. Errors: InvalidArgument unless
/// decay_steps > 0 and the others >= 0.
struct PolynomialDecay {
  Hyper initial_learning_rate = 0.001;
  Hyper decay_steps = 1000;
  Hyper end_learning_rate = 0.0001;
  Hyper power = 1.0;
  bool cycle = false;

  static constexpr std::string_view type = "PolynomialDecay";
  static constexpr auto fields() {
    using P = PolynomialDecay;
    return Fields{
        Field{"initial_learning_rate", &P::initial_learning_rate, at_least(0), "value at step 0"},
        Field{"decay_steps", &P::decay_steps, above(0), "steps of the way down"},
        Field{"end_learning_rate", &P::end_learning_rate, at_least(0), "value at its end"},
        Field{"power", &P::power, at_least(0), "1: a straight line"},
        Field{"cycle", &P::cycle, "starts again after decay_steps"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
