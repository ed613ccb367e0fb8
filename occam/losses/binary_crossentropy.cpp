#include "occam/losses/binary_crossentropy.h"

#include "occam/losses/label_smoothing.h"
#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/log.h"
#include "occam/ops/log1p.h"
#include "occam/ops/select.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value binary_crossentropy_elements(const graph::Value& t, const graph::Value& prediction,
                                          bool from_logits) {
  const graph::Value x = logits_of(prediction, ops::sigmoid_op, from_logits);
  if (x) {
    // Selected by sign, not max and |x|: so the gradient at 0 is sigmoid(0) - t.
    const graph::Value zero = ops::fill_like(x, 0.0);
    const graph::Value positive = ops::greater_equal(x, zero);
    return ops::select(positive, x, zero) - x * t +
           ops::log1p(ops::exp(ops::select(positive, -x, x)));
  }
  const graph::Value p = clip_probability(prediction);
  return -(t * ops::log(p) + (1.0 - t) * ops::log(1.0 - p));
}

graph::Value binary_crossentropy_of(const graph::Value& t, const graph::Value& prediction,
                                    bool from_logits) {
  return ops::sum_columns(binary_crossentropy_elements(t, prediction, from_logits)) /
         static_cast<double>(prediction.shape().back());
}

graph::Value BinaryCrossentropy::per_sample(const ops::Scope& scope, const graph::Value& target,
                                            const graph::Value& prediction) const {
  const graph::Value smoothing = scope.hyper(*this, &BinaryCrossentropy::label_smoothing);
  return binary_crossentropy_of(smoothed(target, smoothing, 2), prediction, from_logits);
}

}  // namespace occam::losses
