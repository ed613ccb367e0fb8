#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam::optimizers {

/// The mean of the weights after step `start` of `optimizer` and every `period` steps from there on
/// takes their place when training ends; statistics of batch normalisation are then worked out anew
/// from the training samples. Until then, in validation too, the weights are those of the last
/// step. Source: Izmailov et al. 2018, algorithm 1 (period: c). Errors: InvalidArgument unless
/// start >= 0, period >= 1 and the optimizer keeps no running mean (use_ema).
struct SWA {
  Optimizer optimizer = SGD{};
  Int start = 1000;
  Int period = 1;

  static constexpr std::string_view type = "SWA";
  static constexpr auto fields() {
    return Fields{
        Field{"optimizer", &SWA::optimizer, "the rule of a step"},
        Field{"start", &SWA::start, at_least(0), "steps before the first weights that count"},
        Field{"period", &SWA::period, at_least(1), "steps between weights that count"}};
  }
  void check() const;
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
