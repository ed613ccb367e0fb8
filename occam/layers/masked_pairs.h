#pragma once

#include <span>
#include <string_view>

#include "occam/layers/scope.h"

namespace occam::layers {

/// What counts in any of the inputs, where all of them have a mask; else none.
graph::Value merged_mask(const Scope& scope, std::span<const graph::Value> inputs);

/// op(op(a, b), c) ... of values broadcast together; of a row that counts in one of two alone, that
/// one. Source: Keras 3, Merge._apply_merge_op_and_or_mask.
graph::Value merged_pairs(const Scope& scope, std::string_view type,
                          std::span<const graph::Value> inputs,
                          graph::Value (*op)(const graph::Value&, const graph::Value&));

}  // namespace occam::layers
