#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// exp(x - max) / sum(exp(x - max)) over the last axis.
graph::Value softmax(const graph::Value& x);

/// -log softmax(x)[label] per row: x [..., classes], label [...] (integers as float32) -> [...].
graph::Value sparse_softmax_cross_entropy(const graph::Value& x, const graph::Value& label);

/// -sum(target * log softmax(x)) per row: both [..., classes] -> [...]. No gradient by the target.
graph::Value softmax_cross_entropy(const graph::Value& x, const graph::Value& target);

/// Position of the largest value of each row (first of equals): [..., cols] -> [...], as float32.
/// Its gradient is 0.
graph::Value argmax(const graph::Value& x);

extern const graph::Op softmax_op, softmax_gradient_op, sparse_softmax_cross_entropy_op,
    sparse_softmax_cross_entropy_gradient_op, softmax_cross_entropy_op,
    softmax_cross_entropy_gradient_op, argmax_op;
/// sparse_softmax_cross_entropy_gradient_op where softmax(x) is at hand: (softmax, label, dloss).
extern const graph::Op sparse_gradient_of_softmax_op;

}  // namespace occam::ops
