#include "occam/losses/logits.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value logits_behind(const graph::Value& prediction, const graph::Op& op) {
  // Rows stay rows where a tensor is seen in another shape with the same last axis.
  const auto has_its_rows = [&](const Shape& shape) {
    return shape.rank() > 0 && shape.size() == prediction.shape().size() &&
           shape.back() == prediction.shape().back();
  };
  graph::Value root = prediction;
  while (root.node().op->kind == graph::Kind::kAlias && has_its_rows(root.node().inputs[0].shape()))
    root = root.node().inputs[0];
  if (root.node().op != &op) return {};
  const graph::Value& behind = root.node().inputs[0];
  return behind.shape() == prediction.shape() ? behind : ops::reshape(behind, prediction.shape());
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
