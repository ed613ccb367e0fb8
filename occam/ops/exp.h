#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// e^x.
graph::Value exp(const graph::Value& x);
extern const graph::Op exp_op;

}  // namespace occam::ops
