#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 in the place of each label, else 0: labels [...] (integers as float32) -> [..., num_classes];
/// a label that is no class gives zeros. Its gradient is 0. Source: Keras 3, ops.one_hot.
graph::Value one_hot(const graph::Value& labels, std::int64_t num_classes);

}  // namespace occam::ops
