#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// By row what LassoNet's HIER-PROX makes of the skip weights p under the steps s
/// (kernels/hier_prox.h): a = |u| / M and q = M^2 / t of the weights u that they bound, under the
/// steps t. p, s: (n, k); a, q: (n, h); limit: (n,), all >= 0 but p; returns (n, k). It has no
/// gradient.
graph::Value hier_prox(const graph::Value& p, const graph::Value& s, const graph::Value& a,
                       const graph::Value& q, const graph::Value& limit);

extern const graph::Op hier_prox_op;

}  // namespace occam::ops
