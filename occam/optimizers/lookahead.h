#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam::optimizers {

/// After every sync_period steps of `optimizer` the weights go back to slow + slow_step_size * (w -
/// slow), which is then slow; it begins with the first weights. What a proximal step has set to 0
/// is 0. Source: Zhang, Lucas, Hinton and Ba 2019, algorithm 1 (k, alpha). Errors: InvalidArgument
/// unless sync_period >= 1 and slow_step_size in [0, 1].
struct Lookahead {
  Optimizer optimizer = SGD{};
  Int sync_period = 5;
  Hyper slow_step_size = 0.5;

  static constexpr std::string_view type = "Lookahead";
  static constexpr auto fields() {
    return Fields{
        Field{"optimizer", &Lookahead::optimizer, "the rule of a fast step"},
        Field{"sync_period", &Lookahead::sync_period, at_least(1), "fast steps for a slow one"},
        Field{"slow_step_size", &Lookahead::slow_step_size, between(0, 1),
              "share of the fast steps' way that a slow one goes"}};
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
