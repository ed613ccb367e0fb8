#include "occam/losses/logits.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value logits_behind(const graph::Value& prediction, const graph::Op& op) {
  graph::Value root = prediction;
  while (root.node().op->kind == graph::Kind::kAlias) root = root.node().inputs[0];
  // Behind another shape it is the softmax of other rows.
  return root.node().op == &op && root.shape() == prediction.shape() ? root.node().inputs[0]
                                                                     : graph::Value{};
}

graph::Value logits_of(const graph::Value& prediction, const graph::Op& op, bool from_logits) {
  const graph::Value behind = logits_behind(prediction, op);
  return behind || !from_logits ? behind : prediction;
}

graph::Value clip_probability(const graph::Value& prediction) {
  return ops::clip(prediction, ops::fill_like(prediction, kEpsilon),
                   ops::fill_like(prediction, 1.0 - kEpsilon));
}

graph::Value clip_distribution(const graph::Value& prediction) {
  const graph::Value total =
      ops::broadcast_columns(ops::sum_columns(prediction), prediction.shape());
  return clip_probability(prediction / total);
}

}  // namespace occam::losses
