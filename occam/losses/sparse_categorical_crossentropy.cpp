#include "occam/losses/sparse_categorical_crossentropy.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"

namespace occam::losses {

graph::Value SparseCategoricalCrossentropy::per_sample(const ops::Scope& scope,
                                                       const graph::Value& target,
                                                       const graph::Value& prediction) const {
  const graph::Value behind = logits_of(prediction, ops::softmax_op, from_logits);
  const graph::Value x = behind ? behind : ops::log(clip_probability(prediction));
  const graph::Value counts = counted(target);
  graph::Value loss = ops::sparse_softmax_cross_entropy(x, counts ? target * counts : target);
  if (label_smoothing.has_value()) {
    const graph::Value share = scope.hyper(*this, &SparseCategoricalCrossentropy::label_smoothing);
    const graph::Value alike = ops::fill_like(x, 1.0 / static_cast<double>(x.shape().back()));
    loss = loss * (1.0 - share) + ops::softmax_cross_entropy(x, alike) * share;
  }
  return counts ? loss * counts : loss;
}

graph::Value SparseCategoricalCrossentropy::counted(const graph::Value& target) const {
  if (!ignore_class.has_value()) return {};
  const auto ignored = static_cast<double>(ignore_class.value());
  return 1.0 - ops::equal(target, ops::fill_like(target, ignored));
}

}  // namespace occam::losses
