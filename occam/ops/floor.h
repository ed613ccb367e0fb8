#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The largest whole number <= x, for scalars with |x| < 2^51 and tensors. Written with sums, which
/// round to whole numbers there, so it needs no operation of its own. No gradient: it is flat.
graph::Value floor(const graph::Value& x);
/// The nearest whole number, of two the even one; likewise. Source: Keras 3, ops.round.
graph::Value round(const graph::Value& x);

}  // namespace occam::ops
