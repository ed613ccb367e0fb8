#include "occam/optimizers/nadam.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/power.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/optimizers/bias_correction.h"

namespace occam::optimizers {

using graph::Value;

Update Nadam::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Nadam::beta_1), b2 = scope.hyper(*this, &Nadam::beta_2);
  const Value t = scope.step();
  const auto share = [&](const Value& step) {
    return b1 * (1.0 - 0.5 * ops::power(ops::fill_like(step, 0.96), step));
  };
  const Value now = share(t), next = share(t + 1.0);
  // Keras has one product for all weights; here it belongs to each, as all memory does.
  const Value u_product = scope.slot("u_product", {}, 1);
  const Value product = u_product * now;
  const Value momentum = scope.slot("momentum"), velocity = scope.slot("velocity");
  const Value m = momentum + (gradient - momentum) * (1.0 - b1);
  const Value v = velocity + (ops::square(gradient) - velocity) * (1.0 - b2);
  const Value ahead =
      m * (next / (1.0 - product * next)) + gradient * ((1.0 - now) / (1.0 - product));
  const Value rate = scope.learning_rate(*this, &Nadam::learning_rate);
  const Value spread = ops::sqrt(v / bias_correction(b2, t)) + scope.hyper(*this, &Nadam::epsilon);
  return {scope.proximal(weight - ahead * rate / spread, rate / spread),
          {{momentum, m}, {velocity, v}, {u_product, product}}};
}

}  // namespace occam::optimizers
