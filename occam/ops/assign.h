#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Stores `value` into `variable` at the end of the step: every read in the graph sees the old
/// value.
void assign(const graph::Value& variable, const graph::Value& value);
extern const graph::Op assign_op;

}  // namespace occam::ops
