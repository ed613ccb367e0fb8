#include "occam/losses/binary_focal_crossentropy.h"

#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/focal.h"
#include "occam/losses/label_smoothing.h"
#include "occam/losses/logits.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

Value BinaryFocalCrossentropy::per_sample(const ops::Scope& scope, const Value& target,
                                          const Value& prediction) const {
  using Self = BinaryFocalCrossentropy;
  const Value t = smoothed(target, scope.hyper(*this, &Self::label_smoothing), 2);
  const Value x = logits_of(prediction, ops::sigmoid_op, from_logits);
  const Value p = x ? ops::sigmoid(x) : prediction;
  const Value right = t * p + (1.0 - t) * (1.0 - p);
  Value elements = focal_factor(right, scope.hyper(*this, &Self::gamma)) *
                   binary_crossentropy_elements(t, prediction, from_logits);
  if (apply_class_balancing) {
    const Value share = scope.hyper(*this, &Self::alpha);
    elements = (t * share + (1.0 - t) * (1.0 - share)) * elements;
  }
  return ops::sum_columns(elements) / static_cast<double>(prediction.shape().back());
}

}  // namespace occam::losses
