#pragma once

#include "occam/optimizers/update.h"

namespace occam::optimizers {

/// What RMDA and RAMDA have in common. With V <- V + share * gradient and a <- a + share it goes to
/// d = prox(w_0 - V / metric, step a / metric), w_0 the weight before the first step: weight +
/// (d - weight) * momentum, exactly 0 where d is 0 and |weight| <= zero_below.
struct DualAveraging {
  graph::Value share, metric, momentum, zero_below;
  std::vector<SlotUpdate> slots = {};  ///< what the metric remembers

  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
