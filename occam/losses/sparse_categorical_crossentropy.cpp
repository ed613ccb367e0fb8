#include "occam/losses/sparse_categorical_crossentropy.h"

#include "occam/losses/logits.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"

namespace occam::losses {

graph::Value SparseCategoricalCrossentropy::per_sample(const ops::Scope&,
                                                       const graph::Value& target,
                                                       const graph::Value& prediction) const {
  const graph::Value x = logits_of(prediction, ops::softmax_op, from_logits);
  return ops::sparse_softmax_cross_entropy(x ? x : ops::log(clip_probability(prediction)), target);
}

}  // namespace occam::losses
