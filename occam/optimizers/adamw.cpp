#include "occam/optimizers/adamw.h"

#include "occam/base/errors.h"
#include "occam/optimizers/adam.h"

namespace occam::optimizers {

void AdamW::check() const {
  if (!weight_decay.has_value())
    throw_invalid_value(type, "weight_decay", "a number; Adam has none", "none");
  check_steps(*this);
}

Update AdamW::step(const UpdateScope& scope, const graph::Value& weight,
                   const graph::Value& gradient) const {
  return Adam{.learning_rate = learning_rate,
              .beta_1 = beta_1,
              .beta_2 = beta_2,
              .epsilon = epsilon,
              .amsgrad = amsgrad}
      .step(scope, weight, gradient);
}

}  // namespace occam::optimizers
