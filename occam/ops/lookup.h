#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// values[k] where keys[k], ascending, is x, whole numbers in float32; for others `first` and the
/// floored remainder of x / buckets, NaN without buckets. x of any shape but (), keys and values
/// [n]. Its gradient by x is 0; it has none by keys and values. Source: Keras 3,
/// layers.IntegerLookup.
graph::Value lookup(const graph::Value& x, const graph::Value& keys, const graph::Value& values,
                    double first, std::int64_t buckets);

/// Reads number, `first`, and begin, {buckets}.
extern const graph::Op lookup_op;

}  // namespace occam::ops
