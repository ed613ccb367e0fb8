#include "occam/losses/categorical_crossentropy.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value categorical_crossentropy_of(const graph::Value& t, const graph::Value& prediction,
                                         bool from_logits) {
  const graph::Value x = logits_of(prediction, ops::softmax_op, from_logits);
  if (x) return ops::softmax_cross_entropy(x, t);
  const graph::Value total =
      ops::broadcast_columns(ops::sum_columns(prediction), prediction.shape());
  return -ops::sum_columns(t * ops::log(clip_probability(prediction / total)));
}

graph::Value CategoricalCrossentropy::per_sample(const ops::Scope& scope,
                                                 const graph::Value& target,
                                                 const graph::Value& prediction) const {
  const graph::Value smoothing = scope.hyper(*this, &CategoricalCrossentropy::label_smoothing);
  const double classes = static_cast<double>(prediction.shape().back());
  return categorical_crossentropy_of(target * (1.0 - smoothing) + smoothing / classes, prediction,
                                     from_logits);
}

}  // namespace occam::losses
