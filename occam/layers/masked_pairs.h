#pragma once

#include <span>
#include <string_view>

#include "occam/layers/scope.h"

namespace occam::layers {

/// op(op(a, b), c) ... of values broadcast together; of a row that counts in one of two alone, that
/// one. Source: Keras 3, Merge._apply_merge_op_and_or_mask.
graph::Value merged_pairs(const Scope& scope, std::string_view type,
                          std::span<const graph::Value> inputs,
                          graph::Value (*op)(const graph::Value&, const graph::Value&));

}  // namespace occam::layers
