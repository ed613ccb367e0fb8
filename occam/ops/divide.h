#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a / b.
graph::Value divide(const graph::Value& a, const graph::Value& b);
extern const graph::Op divide_op;

}  // namespace occam::ops
