#pragma once

#include "occam/graph/graph.h"

namespace occam::losses {

/// Keras's epsilon: probabilities are clipped to [epsilon, 1 - epsilon].
inline constexpr double kEpsilon = 1e-7;

/// What `op` (softmax, sigmoid) was applied to when `prediction` is its result, else an empty
/// value. A cross-entropy of a softmax is computed from the logits, as Keras does: exact where the
/// probability rounds to 0 or 1.
graph::Value logits_behind(const graph::Value& prediction, const graph::Op& op);
/// The logits that a cross-entropy computes with: those behind `op`, also where from_logits takes
/// the prediction itself for them, as Keras does; else the prediction with from_logits, else none.
graph::Value logits_of(const graph::Value& prediction, const graph::Op& op, bool from_logits);

/// The prediction clipped to probabilities that have a logarithm.
graph::Value clip_probability(const graph::Value& prediction);
/// Rows of chances divided by their sums, then clipped so.
graph::Value clip_distribution(const graph::Value& prediction);

}  // namespace occam::losses
