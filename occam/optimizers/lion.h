#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// w <- w - learning_rate * sign(beta_1 * m + (1 - beta_1) * g); m <- beta_2 * m + (1 - beta_2) *
/// g. Source: Keras 3, optimizers.Lion; Chen et al. 2023, algorithm 2. Errors: InvalidArgument
/// unless learning_rate >= 0, 0 < beta_1 <= 1, 0 <= beta_2 <= 1, and as step_options.h says.
struct Lion {
  Hyper learning_rate = 0.001;
  Hyper beta_1 = 0.9;
  Hyper beta_2 = 0.99;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "Lion";
  static constexpr auto fields() {
    const Fields rule{Field{"learning_rate", &Lion::learning_rate, at_least(0), "length of a step"},
                      Field{"beta_1", &Lion::beta_1, Range{.low = 0, .high = 1, .low_open = true},
                            "share of the mean in what gives the sign"},
                      Field{"beta_2", &Lion::beta_2, between(0, 1), "decay of the mean gradient"}};
    return rule + step_fields<Lion>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
