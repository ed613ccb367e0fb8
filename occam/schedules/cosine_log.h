#pragma once

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// initial_value (1 - cos(2 pi log2(1 + (2^cycles - 1) t))) / 2 with t = min(step / decay_steps,
/// 1): waves that rise from 0 and fall back to it, each twice as long as the one before; four end
/// at t = 1/15, 3/15, 7/15 and 1. Source: Holzmueller et al. 2024, "Better by default", section 3
/// (coslog4). Errors: InvalidArgument unless decay_steps > 0 and 1 <= cycles <= 30.
struct CosineLog {
  Hyper initial_value = 0.001;  ///< the top of each wave
  Hyper decay_steps = 1000;
  Int cycles = 4;

  static constexpr std::string_view type = "CosineLog";
  static constexpr auto fields() {
    return Fields{
        Field{"initial_value", &CosineLog::initial_value, "value at the top of each wave"},
        Field{"decay_steps", &CosineLog::decay_steps, above(0), "steps of all waves"},
        Field{"cycles", &CosineLog::cycles, between(1, 30), "waves"}};
  }
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
