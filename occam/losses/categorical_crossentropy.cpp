#include "occam/losses/categorical_crossentropy.h"

#include "occam/losses/label_smoothing.h"
#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value categorical_crossentropy_of(const graph::Value& t, const graph::Value& prediction,
                                         bool from_logits) {
  const graph::Value x = logits_of(prediction, ops::softmax_op, from_logits);
  if (x) return ops::softmax_cross_entropy(x, t);
  return -ops::sum_columns(t * ops::log(clip_distribution(prediction)));
}

graph::Value CategoricalCrossentropy::per_sample(const ops::Scope& scope,
                                                 const graph::Value& target,
                                                 const graph::Value& prediction) const {
  const graph::Value smoothing = scope.hyper(*this, &CategoricalCrossentropy::label_smoothing);
  return categorical_crossentropy_of(smoothed(target, smoothing, prediction.shape().back()),
                                     prediction, from_logits);
}

}  // namespace occam::losses
