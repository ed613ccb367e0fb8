#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// initial_value until the share `flat` of decay_steps, then down to 0 as half a cosine:
/// initial_value (1 + cos(pi max(0, t - flat) / (1 - flat))) / 2 with t = min(step / decay_steps,
/// 1). For learning rates, dropout rates and weight decay. Source: Holzmueller et al. 2024, "Better
/// by default", section 3 (flat_cos). Errors: InvalidArgument unless decay_steps > 0 and 0 <= flat
/// < 1.
struct FlatCosine {
  Hyper initial_value = 0.001;
  Hyper decay_steps = 1000;
  Hyper flat = 0.5;

  static constexpr std::string_view type = "FlatCosine";
  static constexpr auto fields() {
    return Fields{Field{"initial_value", &FlatCosine::initial_value, "value at step 0"},
                  Field{"decay_steps", &FlatCosine::decay_steps, above(0), "steps until 0"},
                  Field{"flat", &FlatCosine::flat, from_below(0, 1),
                        "share of the steps before the way down"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
