#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"

namespace occam::optimizers {

/// Adam's second moment from its means r over rows and c over columns (the last two axes), which
/// decay by 1 - t^beta_2_decay: v = max(r * c / mean(r), epsilon_1); a vector has v itself. u = g /
/// sqrt(v), its root mean square at most clip_threshold; w <- w - max(epsilon_2, rms(w)) *
/// min(learning_rate, 1 / sqrt(t)) * u. Source: Keras 3, optimizers.Adafactor; Shazeer and Stern
/// 2018, algorithms 4 and 5. Errors: InvalidArgument unless learning_rate and epsilon_2 >= 0,
/// beta_2_decay <= 0, epsilon_1 and clip_threshold > 0, and as step_options.h says.
struct Adafactor {
  Hyper learning_rate = 0.001;
  Hyper beta_2_decay = -0.8;
  Hyper epsilon_1 = 1e-30;
  Hyper epsilon_2 = 0.001;
  Hyper clip_threshold = 1.0;
  bool relative_step = true;
  MaybeHyper weight_decay = {};
  MaybeHyper clipnorm = {};
  MaybeHyper clipvalue = {};
  MaybeHyper global_clipnorm = {};
  bool use_ema = false;
  Hyper ema_momentum = 0.99;
  MaybeInt ema_overwrite_frequency = {};
  MaybeInt gradient_accumulation_steps = {};
  std::vector<std::string> exclude_from_weight_decay = {};

  static constexpr std::string_view type = "Adafactor";
  static constexpr auto fields() {
    using A = Adafactor;
    const Fields rule{
        Field{"learning_rate", &A::learning_rate, at_least(0),
              "length of a step, of the weight's size"},
        Field{"beta_2_decay", &A::beta_2_decay, Range{.high = 0},
              "power of the step with which the means begin to last"},
        Field{"epsilon_1", &A::epsilon_1, above(0), "added to the squared gradient"},
        Field{"epsilon_2", &A::epsilon_2, at_least(0),
              "smallest size of a weight that a step is a share of"},
        Field{"clip_threshold", &A::clip_threshold, above(0),
              "largest root mean square of a step before its length"},
        Field{"relative_step", &A::relative_step,
              "Keras's; changes nothing, its step is the same minimum in both cases"}};
    return rule + step_fields<Adafactor>();
  }
  void check() const { check_steps(*this); }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
