#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// sqrt(x), with gradient 0 where x is 0: for norms of groups that a penalty has emptied, where
/// sqrt's is infinite. NaN below 0.
graph::Value safe_sqrt(const graph::Value& x);

extern const graph::Op safe_sqrt_op;

}  // namespace occam::ops
