#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam::optimizers {

/// Steps of `optimizer` that leave a weight which is 0 where it is, w' = 0 where w = 0, in the
/// weights whose penalty makes exact zeros (UpdateScope::has_proximal); others are trained as they
/// are. With the penalty's factor at 0 it trains what a sparse network has kept, without shrinking
/// it: the relaxed lasso's second step (selection/relax.h). Source: Meinshausen 2007, "Relaxed
/// lasso", phi = 0.
struct KeepZeros {
  Optimizer optimizer = SGD{};

  static constexpr std::string_view type = "KeepZeros";
  static constexpr auto fields() {
    return Fields{Field{"optimizer", &KeepZeros::optimizer, "the rule of a step"}};
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
